import { bundledCommands } from './bundled/bundled-commands'
import { sudo } from './commands/become'
import { runuser, su } from './commands/switching'
import {
  b2sum,
  md5sum,
  sha1sum,
  sha224sum,
  sha256sum,
  sha384sum,
  sha512sum,
} from './commands/checksums'
import { cmp } from './commands/comparing'
import { cp, mv } from './commands/copying'
import { ln } from './commands/linking'
import { env, which } from './commands/environment'
import { arch, hostname, nproc, stty, sync, tty, uname } from './commands/host'
import { df } from './commands/disk'
import { find } from './commands/find'
import { getent } from './commands/getent'
import { groups, id, loggedIn, logname, whoami } from './commands/identity'
import { ls } from './commands/listing'
import { flock } from './commands/locks'
import { free } from './commands/memory'
import { install } from './commands/installing'
import { mkdir, mktemp, touch, truncate } from './commands/making'
import { chgrp, chmod, chown } from './commands/ownership'
import { kill, nice, nohup, pgrep, pidof, pkill, setsid } from './commands/processes'
import { ps } from './commands/ps'
import { lsbRelease } from './commands/release'
import { rm, rmdir } from './commands/removing'
import { bash, dash, sh } from './commands/shells'
import { readlink, realpath, stat } from './commands/status'
import { tar } from './commands/tar/tar'
import { date, sleep, timeout } from './commands/time'
import { du } from './commands/usage'
import { top } from './commands/top'
import { uptime, w, who } from './commands/uptime'
import { textTools } from './text-tools'
import type { ShellCommand } from './types'

const own: readonly ShellCommand[] = [
  ...[sh, bash, dash, sudo, su, runuser, env, which],
  ...[ls, cp, mv, ln, rm, rmdir, mkdir, touch, mktemp, install, truncate, chmod, chown, chgrp],
  ...[md5sum, sha1sum, sha224sum, sha256sum, sha384sum, sha512sum, b2sum, tar],
  ...[df, du, find, stat, readlink, realpath, cmp, id, whoami, groups, getent, logname, loggedIn],
  ...[uname, arch, nproc, hostname, sync, stty, tty, date, sleep, timeout, flock],
  ...[free, uptime, w, who, top, lsbRelease],
  ...[kill, pgrep, pidof, pkill, ps, nohup, setsid, nice],
]

const bundled = bundledCommands.map((name): ShellCommand => ({
  name,
  run: (args, { original }) => original(name, args),
}))

/** What every machine has installed. */
export const standardCommands: readonly ShellCommand[] = [...bundled, ...textTools, ...own]
