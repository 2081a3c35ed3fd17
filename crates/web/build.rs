//! Refuses to build without the bundled assets, and rebuilds when they change. Must never make them itself.

fn main() {
    println!("cargo::rerun-if-changed=dist");
    if !std::path::Path::new("dist/manifest.json").exists() {
        println!("cargo::error=run: cargo xtask assets");
    }
}
