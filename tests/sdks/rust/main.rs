//! What the test has posthog-rs send. usage: posthog_rs URL KEY PURCHASES
use posthog_rs::{ClientOptionsBuilder, Event};
use serde_json::json;
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || {
        arguments
            .next()
            .ok_or("usage: posthog_rs URL KEY PURCHASES")
    };
    let (url, key) = (next()?, next()?);
    let purchases: u32 = next()?.parse()?;
    let options = ClientOptionsBuilder::default()
        .host(url)
        .api_key(key)
        .flush_at(5_usize)
        .on_error(|problem| {
            eprintln!("not sent: {problem:?}");
            std::process::exit(1);
        })
        .build()?;
    let client = posthog_rs::client(options).await;
    let (user, visitor, company) = (
        "user of posthog-rs",
        "visitor of posthog-rs",
        "company of posthog-rs",
    );

    client.capture(Event::new("visited", visitor));
    let mut identify = Event::new("$identify", user);
    identify.insert_prop("$set", json!({"email": "a@example.com"}))?;
    client.capture(identify);
    client.alias(visitor, user);
    client.group_identify("company", company, json!({"name": "Acme"}))?;
    for n in 0..purchases {
        let mut bought = Event::new("bought", user);
        bought.insert_prop("n", n)?;
        bought.add_group("company", company);
        client.capture(bought);
    }
    client.shutdown().await;
    Ok(())
}
