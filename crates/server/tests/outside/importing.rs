//! An import through the pages, as a browser without scripts does it; and that it survives a server that dies.

use std::time::{Duration, Instant};

use crate::support::{Answer, Client, Place, both};

const BOUNDARY: &str = "kith-test-boundary";

/// The answer to an upload.
pub fn posted(client: &Client, module: &str, name: &str, rows: &str) -> Answer {
    let body = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"module\"\r\n\r\n{module}\r\n\
         --{BOUNDARY}\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         content-type: text/csv\r\n\r\n{rows}\r\n--{BOUNDARY}--\r\n"
    );
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let headers = [("content-type", kind.as_str()), ("sec-fetch-site", "same-origin")];
    client.send("POST", "/imports", &headers, body.as_bytes())
}

/// Uploads a file of rows; gives the address of its import.
pub fn upload(client: &Client, module: &str, name: &str, rows: &str) -> String {
    let answer = posted(client, module, name, rows);
    assert_eq!(answer.status, 303, "{answer:?}");
    answer.header("location").to_string()
}

/// Looks at an import until it ended.
pub fn ended(client: &Client, address: &str) -> Answer {
    let begun = Instant::now();
    loop {
        let answer = client.get(address);
        if !answer.text.contains("You can leave this page") {
            return answer;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not end: {answer:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_file_is_uploaded_mapped_previewed_imported_and_undone() {
    both(|place| {
        place.user("ana@example.com", "sales_manager");
        place.user("bo@example.com", "sales_rep");
        let server = place.serve();
        let ana = Client::of(&server).signed_in("ana@example.com");
        assert!(ana.get("/account").text.contains("/imports/new?module=account"));
        assert_eq!(ana.get("/imports/new?module=account").status, 200);
        assert_eq!(ana.get("/imports/new?module=user").status, 403);

        let rows = "Firm;Since;Notes\nAcme;1999;<b>x</b>\nBolt;never;y\n";
        let address = upload(&ana, "account", "firms <1>.csv", rows);
        let page = ana.get(&address);
        assert!(page.text.contains("&lt;b&gt;x&lt;/b&gt;") && page.text.contains("firms &lt;1&gt;.csv"), "{page:?}");
        let bo = Client::of(&server).signed_in("bo@example.com");
        for stranger in [address.clone(), format!("{address}/preview"), format!("{address}/refused.csv")] {
            assert_eq!(bo.get(&stranger).status, 404, "{stranger}");
        }
        assert_eq!(bo.form(&format!("{address}/start"), "").status, 404);

        let twice = ana.form(&address, "column%5B0%5D=name&column%5B1%5D=name&column%5B2%5D=");
        assert_eq!(twice.status, 422);
        assert!(twice.text.contains("is given by the column"), "{twice:?}");
        let mapped = ana.form(&address, "column%5B0%5D=name&column%5B1%5D=founded&column%5B2%5D=&match=name");
        assert_eq!((mapped.status, mapped.header("location")), (303, format!("{address}/preview").as_str()));
        let preview = ana.get(&format!("{address}/preview"));
        assert!(preview.text.contains("it is “never”") && preview.text.contains("Import 1 row<"), "{preview:?}");
        assert!(!ana.get("/account").text.contains("Acme"), "nothing was written yet");

        assert_eq!(ana.form(&format!("{address}/start"), "").status, 303);
        let done = ended(&ana, &address);
        assert!(done.text.contains("was imported") && done.text.contains("it is “never”"), "{done:?}");
        assert!(ana.get("/account").text.contains("Acme"));
        let refused = ana.get(&format!("{address}/refused.csv"));
        assert!(
            refused.text.starts_with("Firm;Since;Notes;_line;_column;_reason\nBolt;never;y;3;Since;"),
            "{refused:?}"
        );
        let csv = ana.get("/exports/account?format=csv&filter%5Bname%5D=Acme");
        assert_eq!(csv.header("content-disposition"), "attachment; filename=\"account.csv\"");
        assert!(csv.text.contains("Acme") && !csv.text.contains("Bolt"), "{csv:?}");
        assert_eq!(ana.get("/exports/account?filter%5Bnonsense%5D=1").status, 400);
        assert_eq!(ana.get("/exports/account?filter%5Bfounded%5D=never").status, 422);

        let undo =
            done.text.split("action=\"/acts/").nth(1).and_then(|rest| rest.split('"').next()).expect("a way back");
        assert_eq!(ana.form(&format!("/acts/{undo}"), "").status, 303);
        assert!(!ana.get("/account").text.contains("Acme"));
        assert_eq!(ana.form(&format!("{address}/removal"), "").status, 303);
        assert_eq!(ana.get(&address).status, 404);
        assert!(!place.data().join("spool").join(address.rsplit('/').next().unwrap()).exists());
    });
}

#[test]
fn an_import_survives_a_server_that_is_stopped_or_killed() {
    let place = Place::sqlite();
    place.user("ana@example.com", "sales_manager");
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    let count = 3000;
    let rows: String = (0..count).map(|n| format!("Firm {n}\n")).collect();
    let address = upload(&ana, "account", "firms.csv", &format!("name\n{rows}"));
    assert_eq!(ana.form(&address, "column%5B0%5D=name").status, 303);
    assert_eq!(ana.form(&format!("{address}/start"), "").status, 303);
    let begun = Instant::now();
    while ana.get("/api/v1/account?limit=1").json()["data"].as_array().is_none_or(Vec::is_empty) {
        assert!(begun.elapsed() < Duration::from_secs(30), "it does not begin");
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(server);
    let server = place.serve();
    let ana = Client::of(&server).signed_in("ana@example.com");
    // The one that was killed still holds it for a minute; whoever stopped it could not say so.
    let begun = Instant::now();
    loop {
        let answer = ana.get(&address);
        if !answer.text.contains("You can leave this page") {
            assert!(answer.text.contains("was imported") && answer.text.contains("3,000"), "{answer:?}");
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(150), "it does not go on: {answer:?}");
        std::thread::sleep(Duration::from_millis(200));
    }
    let counted = ana.get("/api/v1/account?limit=1&count=exact").json();
    assert_eq!(counted["count"]["value"], count);
}
