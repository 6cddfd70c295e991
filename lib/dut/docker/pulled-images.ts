import { root } from '../../host/command'

/**
 * Shell functions about the images that a kubelet pulls onto the DUT, which stay when its pods are gone:
 *
 *   keep_images FILE                those that are there; no FILE where Docker does not answer
 *   remove_pulled_images FILE       those that were pulled since
 *
 * One that was loaded or built has no digest, so it came from somebody else; so did one that a container still uses.
 */
export const pulledImages = root`
    keep_images() {
      docker images --no-trunc --format '{{.ID}} {{.Repository}}:{{.Tag}}' > "$1" 2>/dev/null || rm -f "$1"
    }
    remove_pulled_images() {
      [ -e "$1" ] || return 0
      docker images --no-trunc --digests --format '{{.Digest}} {{.ID}} {{.Repository}}:{{.Tag}}' > "$1.now" || return 1
      while read -r digest id name; do
        if [ "$digest" = '<none>' ] || grep -qxF -e "$id $name" "$1"; then continue; fi
        case $name in *'<none>'*) name=$id ;; esac
        docker rmi "$name" < /dev/null > /dev/null 2>&1 || say_kept "image $name is in use"
      done < "$1.now"
    }`
