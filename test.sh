#!/usr/bin/env bash
# Installs what it lacks, builds everything, runs every test, and ends with the line "N passed, N failed".
# Arguments are handed to `dotnet test`, for example: ./test.sh --filter FullyQualifiedName~Tickets
set -uo pipefail
cd "$(dirname "$0")" || exit 1
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

if ! command -v dotnet >/dev/null 2>&1; then
  echo "The .NET 10 SDK is needed: https://dotnet.microsoft.com/download" >&2
  echo "0 passed, 1 failed"
  exit 1
fi

# The runtime needs ICU for Unicode normalisation; a bare Debian or Ubuntu lacks it.
if [ "$(uname -s)" = Linux ] && ! ldconfig -p 2>/dev/null | grep -q libicuuc \
    && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libicu-dev >/dev/null
fi

# Storage is tested against a real PostgreSQL: a throw-away cluster, or the server that HELPDESK_TEST_POSTGRES names.
if [ -z "${HELPDESK_TEST_POSTGRES:-}" ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null 2>&1 \
    && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
fi

configuration=${CONFIGURATION:-Release}
dotnet build Helpdesk.Core.sln -c "$configuration" --tl:off -v minimal -clp:NoSummary || { echo "0 passed, 1 failed"; exit 1; }

# A mail goes round through a real mail server on loopback. Where there can be none, the test says why and fails.
mail=$(mktemp -d)
trap 'bash tests/mail-server.sh stop "$mail"' EXIT
if HELPDESK_MAIL_PORT=$(bash tests/mail-server.sh start "$mail" 2>"$mail.why"); then
  export HELPDESK_MAIL_PORT HELPDESK_MAIL_FOLDER="$mail/mail"
else
  unset HELPDESK_MAIL_PORT
  HELPDESK_MAIL_MISSING=$(tail -1 "$mail.why")
  export HELPDESK_MAIL_MISSING
fi
rm -f "$mail.why"

log=$(mktemp)
dotnet test Helpdesk.Core.sln -c "$configuration" --no-build --tl:off "$@" 2>&1 | tee "$log"
rc=${PIPESTATUS[0]}
awk -F'[:,]' '
  /^ *(Passed|Failed|Skipped)! +- Failed: / { failed += $2; passed += $4; skipped += $6; n++ }
  END {
    if (n == 0) { print "0 passed, 1 failed"; exit 1 }
    printf "%d passed, %d failed", passed, failed
    if (skipped > 0) printf ", %d skipped", skipped
    print ""
  }' "$log" || rc=1
rm -f "$log"
exit "$rc"
