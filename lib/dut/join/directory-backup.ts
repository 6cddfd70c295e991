import { root } from '../../host/command'

/**
 * Shell functions that put a directory aside and later back, with modes, owners and links; one that was not there is
 * removed, and so is its parent where that was not there either.
 *
 *   keep_directory /var/lib/kubelet STORE        put_directory_back /var/lib/kubelet STORE
 *
 * What is mounted below it goes first: the kubelet mounts the volumes of its pods there, and they are busy until then. Where
 * mounts are not shared, as in a container, it mounts its directory on itself, too, and that outlives it.
 */
export const directoryBackup = root`
    keep_directory() {
      mkdir -p "$2\${1%/*}"
      [ ! -d "$1" ] || cp -a "$1" "$2$1"
      [ ! -d "\${1%/*}" ] || printf '%s\n' "\${1%/*}" >> "$2/parents"
      [ -z "$(mounts_at "$1")" ] || printf '%s\n' "$1" >> "$2/mounted"
    }
    mounts_at() { awk -v at="$1" '$2 == at' /proc/self/mounts 2>/dev/null; }
    unmount_below() {
      awk -v below="$1/" 'index($2, below) == 1 { print $2 }' /proc/self/mounts 2>/dev/null | sort -r |
        while IFS= read -r mounted; do umount "$mounted" || umount -l "$mounted"; done
    }
    put_directory_back() {
      if [ -e "$1" ] || [ -L "$1" ]; then
        unmount_below "$1"
        if [ -n "$(mounts_at "$1")" ] && ! grep -qxF -e "$1" "$2/mounted" 2>/dev/null; then umount "$1" || umount -l "$1"; fi
        rm -rf "$1" 2>/dev/null || find "$1" -mindepth 1 -delete || return 1
      fi
      if [ -d "$2$1" ]; then
        mkdir -p "$1" && cp -a "$2$1/." "$1" || return 1
      fi
      [ -d "$1" ] || grep -qxF -e "\${1%/*}" "$2/parents" 2>/dev/null || rmdir "\${1%/*}" 2>/dev/null || :
    }`
