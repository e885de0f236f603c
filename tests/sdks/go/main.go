// What the test has posthog-go send. usage: posthog_go URL KEY PURCHASES
package main

import (
	"fmt"
	"log"
	"os"
	"strconv"

	"github.com/posthog/posthog-go"
)

type outcome struct{}

func (outcome) Success(posthog.APIMessage) {}

func (outcome) Failure(message posthog.APIMessage, err error) {
	log.Fatalf("not sent: %v: %v", message, err)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	purchases, err := strconv.Atoi(os.Args[3])
	check(err)
	client, err := posthog.NewWithConfig(os.Args[2], posthog.Config{Endpoint: os.Args[1], BatchSize: 5, Callback: outcome{}})
	check(err)
	user, visitor := "user of posthog-go", "visitor of posthog-go"
	company := posthog.NewGroups().Set("company", "company of posthog-go")
	messages := []posthog.Message{
		posthog.Capture{DistinctId: visitor, Event: "visited"},
		posthog.Identify{DistinctId: user, Properties: posthog.NewProperties().Set("email", "a@example.com")},
		posthog.Alias{DistinctId: user, Alias: visitor},
		posthog.GroupIdentify{Type: "company", Key: fmt.Sprint(company["company"]), Properties: posthog.NewProperties().Set("name", "Acme")},
	}
	for n := range purchases {
		bought := posthog.Capture{DistinctId: user, Event: "bought", Properties: posthog.NewProperties().Set("n", n), Groups: company}
		messages = append(messages, bought)
	}
	for _, message := range messages {
		check(client.Enqueue(message))
	}
	check(client.Close())
}
