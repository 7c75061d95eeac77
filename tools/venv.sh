#!/bin/sh
# Make a virtual environment and install amikit in it, editable: tools/venv.sh PYTHON VENV WHAT
set -eu
python=$1
venv=$2
what=$3

if ! command -v "$python" >/dev/null 2>&1; then
    echo "« $python » est introuvable. Installez Python 3.11 ou plus récent, ou dites où il est : make demo PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))'; then
    echo "amikit demande Python 3.11 ou plus récent ; « $python » est $("$python" --version 2>&1)." >&2
    echo "Dites où en est un autre : make demo PYTHON=python3.12" >&2
    exit 1
fi
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    if ! "$python" -m venv --clear "$venv"; then
        echo "L'environnement virtuel n'a pas pu être créé. Sous Debian et Ubuntu : apt-get install python3-venv" >&2
        exit 1
    fi
fi
echo "Installation d'amikit et de ce dont il a besoin dans $venv (une seule fois)…"
"$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-input --editable "$what"
