#!/usr/bin/env bash
# Finds a Chromium for the journeys, installs it by apt when root, or says what to install.
set -euo pipefail
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser journeys ..."
  apt-get update -qq
  for package in chromium-headless-shell chromium; do # the first is an eighth quicker
    if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null; then exit 0; fi
  done
fi
echo "The browser journeys need Chromium: install the package 'chromium' (or 'chromium-headless-shell') of your system, then run make test again." >&2
exit 1
