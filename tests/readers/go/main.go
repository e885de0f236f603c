// Reads events and sessions through clickhouse-go over HTTP, and tries the rest. usage: reader HOST PORT none|gzip|lz4|zstd
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"reflect"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/google/uuid"
)

type row struct {
	id    uint32
	text  string
	ref   *uuid.UUID
	list  []string
	at    time.Time
	extra map[string]uint8
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func show(values ...any) {
	check(json.NewEncoder(os.Stdout).Encode(values))
}

// As Grafana's plugin does: database/sql.
func readProduct(db *sql.DB) {
	events, err := db.Query("SELECT event, distinct_id, person_id, properties FROM events ORDER BY event, properties")
	check(err)
	for events.Next() {
		var event, distinctID, properties string
		var personID uuid.UUID
		check(events.Scan(&event, &distinctID, &personID, &properties))
		show(event, distinctID, personID, properties)
	}
	check(events.Err())
	sessions, err := db.Query("SELECT session_id, urls, toUInt32(event_count) FROM sessions")
	check(err)
	for sessions.Next() {
		var sessionID string
		var urls []string
		var events uint32
		check(sessions.Scan(&sessionID, &urls, &events))
		show(sessionID, urls, events)
	}
	check(sessions.Err())
}

func makeRow(n int) row {
	made := row{
		id:    uint32(n),
		text:  fmt.Sprint("text ", n%7),
		list:  []string{"ä", "b"}[:n%3%3],
		at:    time.UnixMicro(int64(n) * 1_000_001).UTC(),
		extra: map[string]uint8{"k": uint8(n)},
	}
	if n%2 == 1 {
		ref := uuid.New()
		made.ref = &ref
	}
	return made
}

func insertAndReadBack(ctx context.Context, conn clickhouse.Conn) {
	check(conn.Exec(ctx, `CREATE OR REPLACE TABLE read_back (id UInt32, text LowCardinality(String), ref Nullable(UUID),
		list Array(LowCardinality(String)), at DateTime64(6, 'UTC'), extra Map(String, UInt8)) ENGINE = MergeTree ORDER BY id`))
	batch, err := conn.PrepareBatch(ctx, "INSERT INTO read_back")
	check(err)
	var sent []row
	for n := range 50_000 {
		next := makeRow(n)
		sent = append(sent, next)
		check(batch.Append(next.id, next.text, next.ref, next.list, next.at, next.extra))
	}
	check(batch.Send())
	stored, err := conn.Query(ctx, "SELECT * FROM read_back ORDER BY id")
	check(err)
	count := 0
	for ; stored.Next(); count++ {
		var found row
		check(stored.Scan(&found.id, &found.text, &found.ref, &found.list, &found.at, &found.extra))
		if !reflect.DeepEqual(found, sent[count]) {
			log.Fatalf("stored %v, sent %v", found, sent[count])
		}
	}
	check(stored.Err())
	if count != len(sent) {
		log.Fatalf("%d rows of %d", count, len(sent))
	}
}

// An error before the reply begins, and one within it.
func takeErrors(ctx context.Context, conn clickhouse.Conn) {
	for sql, code := range map[string]int32{
		"SELECT nope": 47,
		"SELECT throwIf(number = 39000), repeat('x', 100) FROM numbers(40000) SETTINGS max_block_size = 1000": 395,
	} {
		rows, err := conn.Query(ctx, sql)
		for err == nil && rows.Next() {
		}
		if err == nil {
			err = rows.Err()
		}
		var exception *clickhouse.Exception
		if !errors.As(err, &exception) || exception.Code != code {
			log.Fatalf("%s: %v", sql, err)
		}
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Second)
	defer cancel()
	methods := map[string]clickhouse.CompressionMethod{
		"none": clickhouse.CompressionNone,
		"gzip": clickhouse.CompressionGZIP,
		"lz4":  clickhouse.CompressionLZ4,
		"zstd": clickhouse.CompressionZSTD,
	}
	options := &clickhouse.Options{
		Addr:        []string{os.Args[1] + ":" + os.Args[2]},
		Protocol:    clickhouse.HTTP,
		Auth:        clickhouse.Auth{Database: "product_analytics"},
		Compression: &clickhouse.Compression{Method: methods[os.Args[3]]},
	}
	readProduct(clickhouse.OpenDB(options))
	conn, err := clickhouse.Open(options)
	check(err)
	insertAndReadBack(ctx, conn)
	takeErrors(ctx, conn)
}
