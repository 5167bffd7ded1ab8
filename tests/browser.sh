#!/usr/bin/env bash
# Finds a Chromium for the journeys, installs it by apt when root, or says what to install.
set -euo pipefail
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser journeys ..."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
  exit 0
fi
echo "The browser journeys need Chromium: install the package 'chromium' of your system, then run make test again." >&2
exit 1
