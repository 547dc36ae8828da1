#!/usr/bin/env bash
# A desktop of its own for one command: desk.sh COMMAND [ARGUMENTS...]
#
# Starts an X server that nobody sees, a private session bus and a window manager, runs the command
# there, and ends with its exit status. Settings, all by environment variable:
#   KEEP_BUS=1      use the bus that is there (inside keyring-session.sh)
#   SCREEN=1280x900 size of the screen
#   DAEMON=none     who shows notifications: none, xfce4-notifyd or dunst
#   TRAY=none       who holds tray icons: none, xfce4-panel or trayer
# "propagateSizeHints" and "Failed to set fd limit" on stderr do no harm.
set -u
if [ -z "${IN_DESK:-}" ]; then
  bus=(dbus-run-session --)
  [ -n "${KEEP_BUS:-}" ] && bus=()
  exec env IN_DESK=1 "${bus[@]}" \
    xvfb-run -a -s "-screen 0 ${SCREEN:-1280x900}x24" bash "$0" "$@"
fi

helpers=()
start() {
  "$@" >/dev/null 2>&1 &
  helpers+=($!)
}

# Programs that the bus starts, such as the one for screen readers, must find the screen too.
dbus-update-activation-environment DISPLAY XAUTHORITY 2>/dev/null
start openbox
case "${DAEMON:-none}" in
  xfce4-notifyd) start "$(dpkg -L xfce4-notifyd | grep -m1 'notifyd/xfce4-notifyd$')" ;;
  dunst) start dunst ;;
esac
case "${TRAY:-none}" in
  xfce4-panel) start xfce4-panel -d ;;
  trayer)
    start trayer --edge bottom --align right --SetDockType true --expand true \
      --width 10 --height 24
    ;;
esac

# The window manager is ready when it can say how many desktops it has.
for _ in $(seq 50); do
  xdotool get_num_desktops >/dev/null 2>&1 && break
  sleep 0.1
done
[ "${TRAY:-none}" = none ] || sleep 2

"$@"
status=$?
kill "${helpers[@]}" 2>/dev/null
wait "${helpers[@]}" 2>/dev/null
exit $status
