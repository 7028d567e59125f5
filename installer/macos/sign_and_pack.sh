#!/bin/sh
# Signs the application, has it notarised and staples the ticket to the disk image.
#
#     installer/macos/sign_and_pack.sh "dist/SDC Desktop.app" "Developer ID Application: NAME (TEAM)" PROFILE
#
# PROFILE is what `xcrun notarytool store-credentials PROFILE` was told to remember. Without a
# certificate leave both out: the application is then signed for this machine alone.
set -eu
application=$1
identity=${2:--}
profile=${3:-}
entitlements=$(cd "$(dirname "$0")" && pwd)/entitlements.plist
image="${application%.app}.dmg"

# From the inside out: libraries first, then the programs, then the application.
find "$application" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
    xargs -0 codesign --force --timestamp --options runtime --sign "$identity"
codesign --force --timestamp --options runtime --entitlements "$entitlements" --sign "$identity" \
    "$application/Contents/MacOS/python3"
codesign --force --timestamp --options runtime --entitlements "$entitlements" --sign "$identity" \
    "$application"
codesign --verify --deep --strict "$application"

staging=$(mktemp -d)
trap 'rm -rf "$staging"' EXIT
cp -R "$application" "$staging/"
ln -s /Applications "$staging/Applications"
rm -f "$image"
hdiutil create -volname "SDC Desktop" -srcfolder "$staging" -format ULFO "$image"

if [ -n "$profile" ]; then
    codesign --force --timestamp --sign "$identity" "$image"
    xcrun notarytool submit "$image" --keychain-profile "$profile" --wait
    xcrun stapler staple "$image"
fi
