//! TLS: with a certificate made on the spot.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};

use crate::support::{Client, Place, Server};

/// A server with a certificate of its own, and that certificate. The files are named by `kith.toml`.
fn secured(place: &Place) -> (Server, String) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_string(), "127.0.0.1".to_string()]).expect("made");
    place.configure("tls_cert = \"cert.pem\"\ntls_key = \"key.pem\"\n");
    std::fs::write(place.data().join("cert.pem"), made.cert.pem()).expect("written");
    std::fs::write(place.data().join("key.pem"), made.signing_key.serialize_pem()).expect("written");
    place.user("ana@example.com", "administrator");
    (place.serve(), made.cert.pem())
}

#[test]
fn sessions_travel_encrypted_and_stay_with_the_host() {
    let place = Place::sqlite();
    let (server, certificate) = secured(&place);
    assert!(server.url.starts_with("https://127.0.0.1:"), "{}", server.url);
    let mut client = Client::trusting(&server, &certificate);
    let answer = client.try_sign_in("ana@example.com", crate::support::PASSWORD);
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-kith="), "{cookie}");
    for flag in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(flag), "{flag} is not in {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(client.get("/").status, 200);
    assert!(answer.header("strict-transport-security").starts_with("max-age=31536000"), "{answer:?}");
    assert!(Client::of(&server).attempt("GET", "/", &[], b"").is_err(), "a certificate nobody vouches for is refused");
}

#[test]
fn http_2_is_spoken_and_plain_text_is_not() {
    let place = Place::sqlite();
    let (server, certificate) = secured(&place);
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(certificate.as_bytes()).expect("a certificate")).expect("trusted");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let mut config = config.expect("versions").with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let name = ServerName::try_from("localhost").expect("a name");
    let mut session = rustls::ClientConnection::new(Arc::new(config), name).expect("a session");
    let mut stream = TcpStream::connect(server.address()).expect("a connection");
    let mut tls = rustls::Stream::new(&mut session, &mut stream);
    // The preface of HTTP/2 and empty settings; the answer is a frame of settings (type 4).
    tls.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").expect("it is sent");
    let mut frame = [0; 9];
    tls.read_exact(&mut frame).expect("an answer");
    assert_eq!((session.alpn_protocol(), frame[3]), (Some(&b"h2"[..]), 4));

    let answer = crate::support::raw(&server, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(!answer.contains("HTTP/1.1 200"), "{answer}");
}
