import { rowBackup } from '../dut/databases/row-backup'
import { awaitWord } from '../host/await-word'
import { root } from '../host/command'
import { type Change } from '../host/change'
import { sidecarFiles, type SidecarFeature, unitFile } from './sidecar-files'

/** A sidecar writes beside a file, and moves it there: one that is ended meanwhile leaves its `.NAME.XXXXXX`. */
const temporaryFiles = root`
  temporary_of() {
    for left in "\${1%/*}/.\${1##*/}".??????; do [ ! -f "$left" ] || echo "$left"; done
  }`

/**
 * Puts back what a sidecar changes on the DUT: its files, the feature's unit file, its native container, CONFIG_DB. What
 * stands in a file then is the sidecar's, so it counts as ours. A sidecar that still runs (its DaemonSet was not deleted,
 * as the runner died) would bring all of it again: first it goes, and with it the kubelet, which would restart it.
 */
export function sidecarLetIn(feature: SidecarFeature): Change {
  const files = [...sidecarFiles[feature].map(({ path }) => path), unitFile(feature)]
  const rows = ['TELEMETRY|gnmi', 'GNMI|gnmi']
  const selected = (container: string): string =>
    `--filter label=io.kubernetes.pod.namespace=sonic --filter label=io.kubernetes.container.name=${container}`
  const words = (text: string): string[] => text.split(' ')
  return {
    what: sidecarChange(feature),
    keep: root`
      ${rowBackup}
      ${temporaryFiles}
      for each in ${files}; do
        keep_file "$each"
        temporary_of "$each" >> "$ENTRY.temporary"
      done
      for row in ${rows}; do keep_row CONFIG_DB "$row" "$ENTRY.$(printf '%s' "$row" | tr '|' _)"; done
      sonic-db-cli CONFIG_DB KEYS 'GNMI_CLIENT_CERT|*' > "$ENTRY.clients"
      while IFS= read -r row; do
        [ -z "$row" ] || keep_row CONFIG_DB "$row" "$ENTRY.$(printf '%s' "$row" | tr '|/' __)"
      done < "$ENTRY.clients"
      systemctl is-active ${feature} > "$ENTRY.unit" || :
      docker inspect --format '{{.State.Status}}' ${feature} > "$ENTRY.native" 2> /dev/null || :`,
    undo: root`
      ${rowBackup}
      ${awaitWord}
      ${temporaryFiles}
      if [ -n "$(docker ps -q ${words(selected(`${feature}-sidecar`))})" ]; then
        systemctl stop kubelet
        docker rm -f $(docker ps -aq ${words(selected(`${feature}-sidecar`))}) $(docker ps -aq ${words(selected(feature))}) > /dev/null
      fi
      changed=
      for each in ${files}; do
        find_file "$each"
        sum_of "$each" > "$store.left"
        cmp -s "$store.left" "$store.was" || changed=yes
        put_back "$each"
        temporary_of "$each" | while IFS= read -r left; do
          grep -qxF -e "$left" "$ENTRY.temporary" || rm -f "$left"
        done
      done
      put_back_directories
      for row in ${rows}; do put_row_back CONFIG_DB "$row" "$ENTRY.$(printf '%s' "$row" | tr '|' _)"; done
      sonic-db-cli CONFIG_DB KEYS 'GNMI_CLIENT_CERT|*' > "$ENTRY.clients.now"
      while IFS= read -r row; do
        [ -z "$row" ] || grep -qxF -e "$row" "$ENTRY.clients" || sonic-db-cli CONFIG_DB DEL "$row" > /dev/null < /dev/null
      done < "$ENTRY.clients.now"
      while IFS= read -r row; do
        [ -z "$row" ] || put_row_back CONFIG_DB "$row" "$ENTRY.$(printf '%s' "$row" | tr '|/' __)"
      done < "$ENTRY.clients"
      native() { docker inspect --format '{{.State.Status}}' ${feature} 2> /dev/null || :; }
      if [ -z "$changed" ] && [ "$(native)" = "$(cat "$ENTRY.native")" ]; then exit 0; fi
      systemctl daemon-reload
      systemctl reset-failed ${feature} 2> /dev/null || :
      if [ "$(cat "$ENTRY.unit")" != active ]; then
        systemctl stop ${feature}
        exit 0
      fi
      systemctl restart ${feature} || :
      as_before() { [ "$(native)" = running ] || [ ! -s "$ENTRY.native" ]; }
      await 60 as_before || {
        echo ${`the native container ${feature} does not run. Next: systemctl status ${feature}`}
        exit 1
      }`,
    // Each repair restarts the unit, which may start three times in twenty minutes; a run has started it before.
    do: root`systemctl reset-failed ${feature} 2> /dev/null || :`,
  }
}

export const sidecarChange = (feature: SidecarFeature): string => `sidecar of ${feature}`
