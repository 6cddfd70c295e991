import { root } from '../../host/command'
import { type Change } from '../../host/change'

/** By which the join test of sonic-mgmt says that it is setting up a cluster; it waits for one that is not older than 600 s. */
const MARKER = '/run/minikube/started'

/** For `beat.sh`: whoever waits for the marker to go has to know that we are alive. A line in it says that it is ours. */
export const freshenMarker = root`
if [ -e "$JOURNAL/marker" ] && grep -qsx "\${JOURNAL##*/}" ${MARKER}; then touch ${MARKER}; fi`

/** Prints the age in seconds of a marker that is not ours and that its owner may still want; nothing when there is none. */
export const foreignMarkerAge = root`
if [ -e ${MARKER} ] && ! grep -q '^[0-9]*-[0-9]*-' ${MARKER}; then
  age=$(( $(date +%s) - $(stat -c %Z ${MARKER}) ))
  [ "$age" -gt 600 ] || printf 'marker\t%s\n' "$age"
fi`

/**
 * Puts the marker on the vmhost, so that a join test of sonic-mgmt waits for us instead of deleting every cluster there.
 * Each run has a line in it; the last to go removes it, unless it was there before us.
 */
export const markerSet: Change = {
  what: 'marker of a cluster in use',
  keep: root`
    # Where another run of ours has set it, what was there before is what that run has found.
    found_before() {
      if grep -qs '^[0-9]*-[0-9]*-' ${MARKER}; then ls "$BASE"/*/*."$2" > /dev/null 2>&1; else [ -e "$1" ]; fi
    }
    if found_before /run/minikube had-directory; then : > "$ENTRY.had-directory"; fi
    if found_before ${MARKER} had-marker; then : > "$ENTRY.had-marker"; fi`,
  undo: root`
    [ -e ${MARKER} ] || exit 0
    grep -vx "\${JOURNAL##*/}" ${MARKER} > "$ENTRY.others" || :
    cat "$ENTRY.others" > ${MARKER}
    if [ ! -s ${MARKER} ] && [ ! -e "$ENTRY.had-marker" ]; then rm -f ${MARKER}; fi
    if [ ! -e "$ENTRY.had-directory" ]; then rmdir /run/minikube 2>/dev/null || :; fi`,
  do: root`
    mkdir -p /run/minikube
    printf '%s\n' "\${JOURNAL##*/}" >> ${MARKER}
    : > "$JOURNAL/marker"`,
}
