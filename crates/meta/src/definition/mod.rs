//! Reading definitions: from TOML text to checked modules, with every problem at its line and column.
