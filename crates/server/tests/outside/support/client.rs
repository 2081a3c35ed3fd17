//! A client: a browser that keeps its session's cookie, or bytes on a socket.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use ureq::http::{HeaderMap, Request};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::{PASSWORD, Server};

/// A browser, or a program that behaves like one. Redirects are answers, not followed.
pub struct Client {
    agent: ureq::Agent,
    url: String,
    /// The session's cookie as the browser sends it back: `kith=…`.
    pub cookie: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// Status code.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub text: String,
}

impl Answer {
    /// A header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }
}

impl Client {
    /// A client of a server.
    pub fn of(server: &Server) -> Client {
        Client::at(&server.url, TlsConfig::default())
    }

    /// A client that trusts one certificate (PEM) and no other.
    pub fn trusting(server: &Server, certificate: &str) -> Client {
        let root = Certificate::from_pem(certificate.as_bytes()).expect("a certificate");
        Client::at(&server.url, TlsConfig::builder().root_certs(RootCerts::new_with_certs(&[root])).build())
    }

    /// A client of whatever serves at an address.
    pub fn at(url: &str, tls: TlsConfig) -> Client {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(30)))
            .tls_config(tls)
            .build();
        Client { agent: config.new_agent(), url: url.to_string(), cookie: None }
    }

    /// Signs in; panics when that is refused.
    pub fn signed_in(mut self, email: &str) -> Client {
        let answer = self.try_sign_in(email, PASSWORD);
        assert_eq!(answer.status, 303, "{answer:?}");
        self
    }

    /// Tries to sign in; keeps the cookie if there is one.
    pub fn try_sign_in(&mut self, email: &str, password: &str) -> Answer {
        let form = format!("email={}&password={}", encoded(email), encoded(password));
        let answer = self.form("/sign-in", &form);
        if let Some((pair, _)) = answer.header("set-cookie").split_once(';') {
            self.cookie = Some(pair.to_string());
        }
        answer
    }

    /// Fetches a page.
    pub fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    /// Sends a form as our own pages do.
    pub fn form(&self, path: &str, form: &str) -> Answer {
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("sec-fetch-site", "same-origin")];
        self.send("POST", path, &headers, form.as_bytes())
    }

    /// Makes an account through the API; gives its answer.
    pub fn account(&self, name: &str) -> Answer {
        let body = serde_json::json!({ "name": name }).to_string();
        let headers = [("content-type", "application/json"), ("sec-fetch-site", "same-origin")];
        self.send("POST", "/api/v1/account", &headers, body.as_bytes())
    }

    /// Sends whatever a test wants.
    pub fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.attempt(method, path, headers, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// As [`Client::send`], where the connection itself may fail.
    pub fn attempt(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let mut response = match method {
            "GET" | "HEAD" => self.agent.run(request.body(()).expect("a request"))?,
            _ => self.agent.run(request.body(body).expect("a request"))?,
        };
        let text = response.body_mut().read_to_string()?;
        Ok(Answer { status: response.status().as_u16(), headers: response.headers().clone(), text })
    }
}

impl Client {
    /// The same browser at another server.
    pub fn at_node(&self, server: &Server) -> Client {
        Client { cookie: self.cookie.clone(), ..Client::of(server) }
    }

    /// Sends a request whose answer is for the caller to read, or not; of the body what there is so far.
    pub fn sent(&self, server: &Server, line: &str, headers: &str, body: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(server.address()).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a time limit");
        let cookie = self.cookie.as_deref().unwrap_or("none=0");
        let head = format!(
            "{line} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
             Connection: close\r\n{headers}\r\n",
            server.address()
        );
        // Whoever is turned away at the door need not be listened to.
        let _ = stream.write_all(&[head.as_bytes(), body].concat());
        stream
    }
}

/// What a connection still says until it is closed; nothing when it is broken off before.
pub fn rest(mut stream: &TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// Sends bytes and reads until the server ends the connection or is silent for five seconds.
pub fn raw(server: &Server, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server.address()).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a time limit");
    // The server may refuse before it has read everything.
    let _ = stream.write_all(bytes);
    let (mut answer, mut part) = (Vec::new(), [0; 4096]);
    while let Ok(read @ 1..) = stream.read(&mut part) {
        answer.extend_from_slice(&part[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
