//! kith
fn main(){}
