//! Requests that are too big, broken, unfinished or too many: refused, and nobody else notices.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::support::{Client, Place, Server, raw};

const JSON: &[(&str, &str)] = &[("content-type", "application/json"), ("sec-fetch-site", "same-origin")];

fn serving() -> (Place, Server) {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let server = place.serve();
    (place, server)
}

#[test]
fn broken_requests_are_refused() {
    let (_place, server) = serving();
    for (bytes, status) in [
        (&b"NONSENSE\r\n\r\n"[..], "400"),
        (b"GET / HTTP/9.9\r\n\r\n", "400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", "400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", "400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "400"),
        (b"GET /%00%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "303"),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404"),
        (b"GET /assets/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404"),
        (b"FROB / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "405"),
    ] {
        let answer = raw(&server, bytes);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{}: {answer}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(Client::of(&server).get("/readyz").status, 200);
}

#[test]
fn what_is_too_big_is_refused() {
    let (_place, server) = serving();
    let header = format!("GET / HTTP/1.1\r\nHost: x\r\nX-Big: {}\r\n\r\n", "x".repeat(2 << 20));
    assert!(raw(&server, header.as_bytes()).starts_with("HTTP/1.1 431 "));
    let many: String = (0..300).map(|n| format!("X-{n}: x\r\n")).collect();
    assert!(raw(&server, format!("GET / HTTP/1.1\r\nHost: x\r\n{many}\r\n").as_bytes()).starts_with("HTTP/1.1 431 "));
    let address = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "x".repeat(100_000));
    assert!(raw(&server, address.as_bytes()).starts_with("HTTP/1.1 414 "));

    let ana = Client::of(&server).signed_in("ana@example.com");
    let body = format!("{{\"name\":\"{}\"}}", "x".repeat(9 << 20));
    let refused = ana.send("POST", "/api/v1/account", JSON, body.as_bytes());
    assert_eq!((refused.status, refused.header("content-type")), (413, "application/problem+json"), "{refused:?}");
    let long = ana.account(&"x".repeat(300));
    assert_eq!((long.status, long.json()["errors"][0]["field"].as_str()), (422, Some("name")), "{long:?}");
    let password = format!("email=ana%40example.com&password={}", "x".repeat(3 << 20));
    assert_eq!(ana.form("/sign-in", &password).status, 413);
    // The length may also be kept secret.
    let chunked = [
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n".as_slice(),
        b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n300000\r\n",
        &vec![b'x'; 0x30_0000],
        b"\r\n0\r\n\r\n",
    ];
    assert!(raw(&server, &chunked.concat()).starts_with("HTTP/1.1 413 "));
}

#[test]
fn deep_json_does_not_break_anything() {
    let (_place, server) = serving();
    let ana = Client::of(&server).signed_in("ana@example.com");
    for body in ["[".repeat(100_000), format!("{{\"name\":{}1", "[".repeat(100_000)), "{\"a\":".repeat(100_000)] {
        assert_eq!(ana.send("POST", "/api/v1/account", JSON, body.as_bytes()).status, 400);
    }
    let not = "{\"not\":".repeat(100);
    let filter = format!("{{\"filter\":{not}{{\"field\":\"name\",\"op\":\"eq\",\"value\":\"x\"}}{}}}", "}".repeat(100));
    let status = ana.send("POST", "/api/v1/account/search", JSON, filter.as_bytes()).status;
    assert!(matches!(status, 200 | 400 | 422), "{status}");
}

#[test]
fn unfinished_requests_hold_nobody_up() {
    let (_place, server) = serving();
    let ana = Client::of(&server).signed_in("ana@example.com");
    let parts: [&[u8]; 4] = [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nemail=",
        b"POST /api/v1/account HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
    ];
    let slow: Vec<TcpStream> = (0..400)
        .map(|n| {
            let mut stream = TcpStream::connect(server.address()).expect("a connection");
            stream.write_all(parts[n % parts.len()]).expect("a part of a request");
            stream
        })
        .collect();
    let begun = Instant::now();
    for n in 0..20 {
        assert_eq!(ana.get("/").status, 200);
        assert_eq!(ana.account(&format!("Account {n}")).status, 201);
    }
    println!("40 requests beside {} unfinished ones: {:?}", slow.len(), begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(20));
    // Those who go on after all are answered.
    let mut late = &slow[1];
    late.set_read_timeout(Some(Duration::from_secs(5))).expect("a time limit");
    late.write_all(b"1\r\nConnection: close\r\n\r\n").expect("the rest");
    let mut answer = String::new();
    late.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");
}

#[test]
fn many_at_once_are_all_answered() {
    let (_place, server) = serving();
    let ana = Client::of(&server).signed_in("ana@example.com");
    let (server, cookie) = (&server, ana.cookie.as_deref().expect("a session"));
    std::thread::scope(|scope| {
        for worker in 0..64 {
            scope.spawn(move || {
                let mut client = Client::of(server);
                client.cookie = Some(cookie.to_string());
                for n in 0..5 {
                    assert_eq!(client.account(&format!("Account {worker}/{n}")).status, 201);
                }
            });
        }
    });
    let counted = ana.get("/api/v1/account?count=exact&limit=1").json();
    assert_eq!(counted["count"]["value"], 320, "{counted}");
}
