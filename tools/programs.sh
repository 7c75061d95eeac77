#!/bin/sh
# Programs that some tests need and that pip does not bring: install them where that asks nothing of
# anybody (apt-get, as root or with sudo and no password); else say which checks will not run.
set -u
PROGRAMS="soffice pdftotext chromium"
PACKAGES="libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils chromium"

missing() {
    for program in $PROGRAMS; do
        command -v "$program" >/dev/null 2>&1 || printf '%s ' "$program"
    done
}

[ -n "$(missing)" ] || exit 0

as_root=no
if [ "$(id -u)" -eq 0 ]; then
    as_root=""
elif sudo -n true >/dev/null 2>&1; then
    as_root="sudo -n"
fi
if [ "$as_root" != no ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installation de $PACKAGES, que des tests emploient…"
    log=$(mktemp)
    if ! { $as_root apt-get update -q &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $PACKAGES; } \
        </dev/null >"$log" 2>&1; then
        tail -n 5 "$log" >&2
    fi
    rm -f "$log"
fi

for program in $(missing); do
    echo "« $program » est introuvable : les tests qui l'emploient ne tourneront pas (paquets Debian : $PACKAGES)." >&2
done
exit 0
