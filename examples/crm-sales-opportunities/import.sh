#!/bin/sh
# Imports the data set in FOLDER into the workspace that KITH_DATA or KITH_DATABASE names, with the kith at $KITH, else
# the one on the PATH. Every step matches what is there, so running it again changes nothing.
set -eu

folder=${1:?"usage: import.sh FOLDER"}
here=$(cd "$(dirname "$0")" && pwd)
kith=${KITH:-kith}

step() {
    echo "$1 from $(basename "$2")"
    "$kith" import "$1" "$2" --map "$here/$3.toml"
}

step pipeline "$here/pipelines.csv" pipelines
step stage "$here/stages.csv" stages
step product "$folder/products.csv" products
step team "$folder/sales_teams.csv" teams
step user "$folder/sales_teams.csv" team-leads
step user "$folder/sales_teams.csv" agents
step account "$folder/accounts.csv" accounts
step opportunity "$folder/sales_pipeline.csv" opportunities
