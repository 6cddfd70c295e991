type Properties = Readonly<Record<string, readonly string[]>>

const words = (text: string): readonly string[] => text.split(' ')

/** What Debian's own targets want, of which the simulation has no unit: as on the recorded machines, which are containers. */
const wants: Readonly<Record<string, readonly string[]>> = {
  'graphical.target': words('e2scrub_reap.service systemd-update-utmp-runlevel.service multi-user.target'),
  'multi-user.target': words('containerd.service cron.service dbus.service e2scrub_reap.service systemd-ask-password-wall.path systemd-logind.service systemd-update-utmp-runlevel.service systemd-user-sessions.service basic.target getty.target remote-fs.target'),
  'basic.target': words('tmp.mount paths.target slices.target sockets.target sysinit.target timers.target'),
  'slices.target': words('-.slice system.slice'),
  'sockets.target': words('dbus.socket docker.socket systemd-initctl.socket systemd-journald-audit.socket systemd-journald-dev-log.socket systemd-journald.socket'),
  'sysinit.target': words('dev-hugepages.mount dev-mqueue.mount kmod-static-nodes.service proc-sys-fs-binfmt_misc.automount sys-fs-fuse-connections.mount sys-kernel-config.mount sys-kernel-debug.mount sys-kernel-tracing.mount systemd-ask-password-console.path systemd-binfmt.service systemd-firstboot.service systemd-journal-flush.service systemd-journald.service systemd-machine-id-commit.service systemd-modules-load.service systemd-pcrphase-sysinit.service systemd-pcrphase.service systemd-pstore.service systemd-random-seed.service systemd-repart.service systemd-sysctl.service systemd-sysusers.service systemd-tmpfiles-setup-dev.service systemd-tmpfiles-setup.service systemd-update-utmp.service cryptsetup.target integritysetup.target local-fs.target swap.target veritysetup.target'),
  'local-fs.target': ['systemd-remount-fs.service'],
  'timers.target': words('apt-daily-upgrade.timer apt-daily.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer logrotate.timer systemd-tmpfiles-clean.timer'),
  'getty.target': words('console-getty.service getty-static.service getty@tty1.service'),
} // prettier-ignore

/** Those of them that a container's systemd leaves alone. */
const resting = new Set(
  words(
    'dev-hugepages.mount kmod-static-nodes.service proc-sys-fs-binfmt_misc.automount sys-kernel-config.mount sys-kernel-debug.mount sys-kernel-tracing.mount systemd-binfmt.service systemd-firstboot.service systemd-machine-id-commit.service systemd-modules-load.service systemd-pcrphase-sysinit.service systemd-pcrphase.service systemd-pstore.service systemd-random-seed.service systemd-repart.service systemd-sysctl.service systemd-remount-fs.service e2scrub_reap.service tmp.mount apt-daily-upgrade.timer apt-daily.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer console-getty.service getty-static.service getty@tty1.service systemd-logind.service systemd-update-utmp-runlevel.service',
  ),
)

const known = new Set([...Object.keys(wants), ...Object.values(wants).flat()])

/** The units of the distribution that the simulation knows by name only. */
export const baseDependencies = {
  names: Object.keys(wants),
  /** `default.target` is another name of the graphical one. */
  of: (name: string): Properties => ({
    Wants: wants[name === 'default.target' ? 'graphical.target' : name] ?? [],
  }),
  stateOf: (name: string): 'active' | 'inactive' =>
    known.has(name) && !resting.has(name) ? 'active' : 'inactive',
}
