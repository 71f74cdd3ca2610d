create table users (
  id uuid primary key,
  -- In lower case.
  email text not null unique,
  -- argon2id, PHC string format.
  password_hash text not null,
  role text not null check (role in ('user', 'admin')),
  version int not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table sessions (
  id uuid primary key,
  user_id uuid not null references users,
  -- 0 while it lives, 1 once it ended.
  version int not null,
  created_at timestamptz not null,
  -- When an access token was last given to it.
  renewed_at timestamptz not null,
  ended_at timestamptz,
  check (version = case when ended_at is null then 0 else 1 end)
);

create table signing_keys (
  kid text primary key,
  -- X.509 SubjectPublicKeyInfo and PKCS #8, curve P-256.
  public_key bytea not null,
  private_key bytea not null,
  created_at timestamptz not null,
  -- It is published from created_at, signs from signs_from, and is neither from retired_at.
  signs_from timestamptz not null,
  retired_at timestamptz,
  check (signs_from >= created_at and retired_at > signs_from)
);
