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

# A signature for this machine alone names no team. The hardened runtime, which only Apple's notary
# asks for, would then refuse every library: each must be of the same team as the program.
if [ "$identity" = "-" ]; then
    sign() { codesign --force --sign - "$@"; }
    sign_program() { sign "$@"; }
else
    sign() { codesign --force --timestamp --options runtime --sign "$identity" "$@"; }
    sign_program() { sign --entitlements "$entitlements" "$@"; }
fi

# Wheels hold no links, but a framework without them is none to codesign.
find "$application/Contents/Resources" -type d -name '*.framework' | while read -r framework; do
    name=$(basename "$framework" .framework)
    [ -d "$framework/Versions/A" ] || continue
    ln -sfn A "$framework/Versions/Current"
    for part in "$name" Resources Helpers; do
        if [ -e "$framework/Versions/A/$part" ] && [ ! -L "$framework/$part" ]; then
            rm -rf "${framework:?}/$part"
            ln -s "Versions/Current/$part" "$framework/$part"
        fi
    done
done

# From the inside out: all machine code, whatever it is called, then the frameworks, then the
# application. What lies in Contents/Resources is no program of the application's own to codesign.
find "$application/Contents/Resources" -type f | while read -r file; do
    case $(file -b "$file") in
        Mach-O*) sign "$file" ;;
    esac
done
find "$application/Contents/Resources" -type d -name '*.framework' | while read -r framework; do
    sign "$framework"
done
sign_program "$application/Contents/MacOS/python3"
sign_program "$application"
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
