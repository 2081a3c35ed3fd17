//! A server that is hardly one: reads a request's head, runs the statements, answers so many bytes.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Connection, Place};
use crate::Outcome;

/// What the server does for each request.
pub struct Work {
    /// The statements, one after the other.
    pub statements: Vec<String>,
    /// Bytes of the answer.
    pub bytes: AtomicUsize,
}

/// Serves on a port of its own until the program ends; gives its address. The path is the number of the work.
pub fn serve(place: Place, work: Vec<Arc<Work>>) -> Outcome<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (place, work) = (place.clone(), work.clone());
            std::thread::spawn(move || {
                let Ok(mut connection) = place.connect() else { return };
                // The client hangs up when it is done.
                let _ = answer(stream, &mut connection, &work);
            });
        }
    });
    Ok(url)
}

fn answer(stream: TcpStream, connection: &mut Connection, work: &[Arc<Work>]) -> Outcome {
    stream.set_nodelay(true)?;
    let mut out = stream.try_clone()?;
    let mut requests = BufReader::new(stream);
    let mut line = String::new();
    loop {
        line.clear();
        if requests.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let number: usize = line.split(['/', ' ']).nth(2).unwrap_or_default().parse()?;
        while line.trim_end() != "" {
            line.clear();
            requests.read_line(&mut line)?;
        }
        let work = work.get(number).ok_or("no such work")?;
        for statement in &work.statements {
            connection.run(statement)?;
        }
        let bytes = work.bytes.load(Ordering::Relaxed);
        let mut body = format!("HTTP/1.1 200 OK\r\ncontent-length: {bytes}\r\n\r\n").into_bytes();
        body.resize(body.len() + bytes, b' ');
        out.write_all(&body)?;
    }
}
