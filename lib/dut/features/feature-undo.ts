import { root } from '../../host/command'
import { type Change } from '../../host/change'
import { minutes } from '../../wait/duration'
import { ctrmgrdIdle } from '../join/ctrmgrd-idle'
import { KUBERNETES_MASTER } from '../databases/kubernetes-master'
import { rowBackup } from '../databases/row-backup'

/**
 * Puts a feature back that was handed over: its owner, its rows, its local container from its own image, and the names of
 * that and of all images that go by the feature's. ctrmgrd's timer gives <image>:latest to the image of Kubernetes, removes
 * the local container and the local image's other names (facts §1.8), or those of the first local version that it finds: a
 * name of ours for each keeps the images themselves, as they exist nowhere else. A local version that Kubernetes has as well
 * goes by the registry's name from then on (kube_commands.py, `_do_clean`), which no pull has brought: it is taken away here.
 * That timer reads `docker images`, whose order of an image's repositories is chance, and gives `latest` to the last part of
 * the first: our name ends as the image's own does, and has `latest` in it, as those with that word are no old version to be
 * removed.
 */
export const featureHandedOver = (feature: string): Change => {
  const row = `FEATURE|${feature}`
  return {
    what: featureChange(feature),
    keep: root`
      ${rowBackup}
      keep_row CONFIG_DB ${row} "$ENTRY.config"
      keep_row STATE_DB ${row} "$ENTRY.state"
      docker inspect --format '{{.Image}}' ${feature} > "$ENTRY.image" || { echo ${`there is no local container ${feature}. Next: is the feature enabled? show feature status ${feature}`} >&2; exit 1; }
      read -r image < "$ENTRY.image"
      docker images --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}}' > "$ENTRY.images"
      grep -F -e "$image " -e ${feature} "$ENTRY.images" | grep -vF '<none>' > "$ENTRY.names" || :`,
    within: minutes(1),
    do: root`
      ${keptNames}
      kept_names | while read -r id kept; do docker tag "$id" "$kept" < /dev/null || exit 1; done`,
    undo: root`
      ${rowBackup}
      ${keptNames}
      ${ctrmgrdIdle}
      feature=${feature}
      owner() { sonic-db-cli STATE_DB HGET ${row} current_owner; }
      in_container() { docker inspect --format "$1" "$feature" 2> /dev/null; }
      runs_locally() { [ "$(owner)" = local ] && [ "$(in_container '{{.State.Running}}')" = true ]; }
      settled_locally() { runs_locally && [ "$(systemctl is-active "$feature")" = active ]; }
      has_right_image() { [ "$(in_container '{{.Image}}')" = "$image" ]; }
      restart_unit() {
        systemctl stop "$feature" || :
        [ -z "$(sonic-db-cli STATE_DB HGET ${row} container_id)" ] || container stop "$feature" || :
        has_right_image || docker rm -f "$feature" > /dev/null 2>&1 || :
        systemctl reset-failed "$feature" 2> /dev/null || :
        systemctl start "$feature" || :
        await 60 settled_locally
      }
      left=
      docker image inspect "$image" > /dev/null 2>&1 || left="$left image"
      if [ -z "$left" ]; then
        while read -r id name; do docker tag "$id" "$name" < /dev/null || left="$left $name"; done < "$ENTRY.names"
      fi
      docker images --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}}' > "$ENTRY.now" || : > "$ENTRY.now"
      while read -r id name; do
        if [ "$name" = "\${name##*/}" ] || grep -qxF -e "$id $name" "$ENTRY.images"; then continue; fi
        if grep -qxF -e "$id \${name##*/}" "$ENTRY.names"; then docker rmi "$name" < /dev/null > /dev/null 2>&1 || :; fi
      done < "$ENTRY.now"
      if [ "$(owner)" != local ] || ! has_right_image; then
        sonic-db-cli CONFIG_DB HSET ${row} set_owner local > /dev/null
        { await 30 settled_locally && has_right_image; } || restart_unit || left="$left container"
        has_right_image || left="$left container"
      fi
      # In the cluster, an owner kube would hand it over again: the join's undo puts that row back when the DUT has left.
      if [ "\${MID_RUN-}" != yes ] && [ "$(sonic-db-cli CONFIG_DB HGET ${KUBERNETES_MASTER} disable)" = False ] && grep -qx kube "$ENTRY.config"; then
        cp "$ENTRY.config" "$JOURNAL/owner-of-$feature.row"
      else
        put_row_back CONFIG_DB ${row} "$ENTRY.config" || left="$left CONFIG_DB"
      fi
      put_row_back STATE_DB ${row} "$ENTRY.state" || left="$left STATE_DB"
      [ "\${MID_RUN-}" = yes ] || kept_names | while read -r id kept; do docker rmi "$kept" < /dev/null > /dev/null 2>&1 || :; done
      if [ -n "$left" ]; then
        echo "feature $feature not put back:$left. Next: systemctl status $feature; docker ps -a; docker images"
        exit 1
      fi`,
  }
}

/** A shell word for our names, a line each of those that it keeps: `ID kubesonic-keep/docker-snmp:latest-0123456789ab`. */
const keptNames = root`
      read -r image < "$ENTRY.image"
      kept_names() {
        { cat "$ENTRY.names"; grep -q "^$image " "$ENTRY.names" || echo "$image unnamed:"; } |
          while read -r id name; do
            short=\${id#sha256:} name=\${name%:*}
            echo "$id kubesonic-keep/\${name##*/}:latest-\${short%"\${short#????????????}"}"
          done | sort -u
      }`

export const featureChange = (feature: string): string => `feature ${feature}`
