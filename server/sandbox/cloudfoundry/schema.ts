/** The tables of a world's Cloud Foundry. Times that end in `_at` are as the API says them; `due` is in ms. */
export const tables = `
create table cf_organizations (guid text primary key, name text not null);
create table cf_spaces (
  at integer primary key, guid text not null unique, name text not null,
  organization_guid text not null references cf_organizations (guid)
);
create table cf_apps (
  at integer primary key,
  guid text not null unique,
  name text not null,
  lifecycle text not null,
  space_guid text not null,
  created_at text not null
);
create table cf_packages (
  id integer primary key,
  guid text not null unique,
  type text not null,
  state text not null,
  checksum_type text not null default 'sha256',
  checksum text,
  -- What the API of 2015 calls the package's hash.
  sha1 text,
  error text,
  image text,
  username text,
  has_password integer not null default 0,
  created_at text not null,
  updated_at text not null,
  app_guid text not null,
  space_guid text not null,
  organization_guid text not null,
  -- The bits: a file of the world, or what of the seed they are made of whenever they are asked for.
  file text,
  made_of text,
  -- When the bits have been looked at, and what comes of that.
  due integer,
  becomes text,
  -- What the buildpacks find in the bits.
  buildpack text
);
-- Files that came with bits, for those who would send them again.
create table cf_resources (
  sha1 text primary key, size integer not null, file text not null
) without rowid;
create table cf_labels (
  package_id integer not null references cf_packages (id) on delete cascade,
  key text not null, value text not null,
  primary key (package_id, key)
) without rowid;
create table cf_annotations (
  package_id integer not null references cf_packages (id) on delete cascade,
  key text not null, value text not null,
  primary key (package_id, key)
) without rowid;
create table cf_droplets (
  id integer primary key,
  guid text not null unique,
  package_guid text not null,
  app_guid text not null,
  space_guid text not null,
  state text not null,
  error text,
  lifecycle text not null,
  image text,
  buildpack text,
  checksum text,
  stack text,
  created_at text not null,
  updated_at text not null
);
create table cf_builds (
  id integer primary key,
  guid text not null unique,
  package_guid text not null,
  app_guid text not null,
  space_guid text not null,
  state text not null,
  error text,
  lifecycle text not null,
  buildpacks text not null,
  stack text,
  memory integer not null,
  disk integer not null,
  created_by text not null,
  created_at text not null,
  updated_at text not null,
  droplet_guid text,
  due integer not null
);
create table cf_jobs (
  id integer primary key,
  guid text not null unique,
  operation text not null,
  state text not null,
  package_guid text not null,
  errors text not null default '[]',
  created_at text not null,
  updated_at text not null,
  due integer not null
);`

/** Made after the rows: building an index once is cheaper than keeping it up to date. */
export const indexes = `
create index cf_packages_created on cf_packages (created_at, guid);
create index cf_packages_updated on cf_packages (updated_at, guid);
create index cf_packages_app on cf_packages (app_guid);
create index cf_packages_space on cf_packages (space_guid);
create index cf_packages_state on cf_packages (state, type);
create index cf_packages_due on cf_packages (due) where due is not null;
create index cf_apps_space on cf_apps (space_guid);
create index cf_builds_package on cf_builds (package_guid);
create index cf_builds_state on cf_builds (state);
create index cf_droplets_package on cf_droplets (package_guid);
create index cf_labels_key on cf_labels (key, value);`
