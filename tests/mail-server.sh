#!/usr/bin/env bash
# A mail server on loopback for the tests: Debian's Postfix in a folder of its own, with two domains that it delivers into Maildirs,
# helpdesk.test (ours) and customer.test. Nothing leaves the machine.
#   mail-server.sh start DIR   installs what is missing (as root), starts it and prints its port; a sentence on stderr when it cannot
#   mail-server.sh stop DIR    stops that one and removes the folder
set -uo pipefail
dir=${2:?folder}

fail() {
  echo "$1" >&2
  exit 1
}

start() {
  [ "$(uname -s)" = Linux ] || fail "The mail round trip needs Linux with Debian's postfix and swaks."
  [ "$(id -u)" = 0 ] || fail "The mail round trip needs root, for Postfix runs only as root."
  if ! command -v postfix >/dev/null 2>&1 || ! command -v swaks >/dev/null 2>&1; then
    command -v apt-get >/dev/null 2>&1 || fail "The mail round trip needs postfix and swaks, and there is no apt-get to install them."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postfix swaks; } >/dev/null 2>&1 \
      || fail "The mail round trip needs postfix and swaks, and apt-get could not install them."
  fi

  local port
  for _ in $(seq 50); do
    port=$((20000 + RANDOM % 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done

  mkdir -p "$dir"/{etc,spool,data,mail}
  chmod 755 "$dir"
  chown postfix: "$dir/data"
  chown nobody: "$dir/mail"
  printf '%s\n' '@helpdesk.test support/' '@customer.test customer/' > "$dir/etc/boxes"
  cat > "$dir/etc/main.cf" <<C
compatibility_level = 3.6
queue_directory = $dir/spool
data_directory = $dir/data
maillog_file = $dir/mail.log
maillog_file_prefixes = $dir
myhostname = mx.helpdesk.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_relay_restrictions = permit_mynetworks, reject
virtual_mailbox_domains = helpdesk.test, customer.test
virtual_mailbox_maps = texthash:$dir/etc/boxes
virtual_mailbox_base = $dir/mail
virtual_uid_maps = static:$(id -u nobody)
virtual_gid_maps = static:$(id -g nobody)
virtual_minimum_uid = 1
default_transport = error:outside mail is off
recipient_delimiter = +
alias_maps =
alias_database =
C
  sed -E "s/^smtp +inet .*/127.0.0.1:$port inet n - n - - smtpd/; s/^([a-z]+ +(unix|fifo) +[n-] +[n-] +)y/\1n/" \
    /usr/share/postfix/master.cf.dist > "$dir/etc/master.cf"
  grep -q ^postlog "$dir/etc/master.cf" || echo 'postlog unix-dgram n - n - 1 postlogd' >> "$dir/etc/master.cf"
  postfix -c "$dir/etc" start >"$dir/start.log" 2>&1 || fail "Postfix did not start: $(tail -1 "$dir/start.log")"
  for _ in $(seq 100); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
    sleep 0.1
  done
  echo "$port"
}

stop() {
  # Its own pid, out of its own folder: no other Postfix is touched.
  [ -d "$dir/etc" ] && command -v postfix >/dev/null 2>&1 && postfix -c "$dir/etc" stop >/dev/null 2>&1
  rm -rf "$dir"
}

"$1"
