#!/usr/bin/env bash
# An empty, unlocked keyring for one command: keyring-session.sh COMMAND [ARGUMENTS...]
#
# Starts a private session bus with gnome-keyring on it, proves that a secret can be stored and
# read, runs the command and ends with its exit status; 97 if the keyring did not come up. Nothing
# of the person's own keyring is touched: data and runtime folders are new and gone afterwards.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -m 700 "$work/run" "$work/data"
export XDG_RUNTIME_DIR=$work/run XDG_DATA_HOME=$work/data
export SMBSOCIAL_TEST_KEYRING=1 # tests that lock, empty and kill a keyring look for it
unset DISPLAY WAYLAND_DISPLAY PYTHON_KEYRING_BACKEND DBUS_SESSION_BUS_ADDRESS

# No line feed after the password. "--unlock" ends with 0 even when it failed, hence the probe.
status=0
dbus-run-session -- bash -c '
  printf %s "tests-only" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  for _ in $(seq 50); do
    if printf probe | timeout 5 secret-tool store --label=probe probe probe 2>/dev/null &&
      [ "$(timeout 5 secret-tool lookup probe probe)" = probe ]; then
      works=1
      break
    fi
    sleep 0.1
  done
  if [ "${works:-}" != 1 ]; then
    echo "keyring-session: the keyring did not come up unlocked" >&2
    exit 97
  fi
  secret-tool clear probe probe
  "$@"' _ "$@" || status=$?
exit "$status"
