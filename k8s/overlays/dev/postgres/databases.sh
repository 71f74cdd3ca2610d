#!/bin/sh
# At the first start: a role and a database for each service, which that role alone enters.
set -eu
for service in auth tickets orders payments; do
  name=$(echo "$service" | tr '[:lower:]' '[:upper:]')_PASSWORD
  password=$(printenv "$name")
  psql --set ON_ERROR_STOP=1 --set service="$service" --set password="$password" <<'SQL'
create role :"service" login password :'password';
create database :"service" owner :"service";
revoke all on database :"service" from public;
SQL
done
psql --set ON_ERROR_STOP=1 --command 'revoke connect on database postgres, template1 from public'
