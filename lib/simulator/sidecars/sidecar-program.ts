import type { ContainerProgram, ContainerSelf } from '../docker/container/container-program'
import { redisSocket } from '../databases/databases'
import { syslogSocket } from '../linux/journal/journal'
import type { CommandOutput } from '../machine/types'
import { HostAccess } from './host-access'
import { featureUnit, scriptPath } from './host-scripts'
import { type SidecarAge, today } from './sidecar-age'
import { isOn, type SidecarKind } from './sidecar-kinds'
import { reconcileAsBefore } from './earlier-configuration'
import { wantedPatch } from './telemetry-configuration'

/** In the image. */
export const stubPath = '/usr/bin/systemd_stub.py'
const [error, notice] = [3, 5]

/**
 * A sidecar's systemd_stub.py: in every cycle it makes the device as its pod wants it. What it logs at level info (all
 * that went well) never reaches syslog.
 */
export const sidecarProgram = (kind: SidecarKind, age: SidecarAge): ContainerProgram => ({
  start(self) {
    void new SystemdStub(self, kind, age).loop()
    return {
      exec: (argv) =>
        argv.join(' ').startsWith(`python3 ${stubPath} --once`)
          ? new SystemdStub(self, kind, age).once()
          : undefined,
    }
  },
})

/** One process of it. */
class SystemdStub {
  readonly #pid: number
  readonly #host: HostAccess
  readonly #v1: boolean

  constructor(
    private readonly self: ContainerSelf,
    private readonly kind: SidecarKind,
    private readonly age: SidecarAge,
  ) {
    this.#pid = self.newPid()
    this.#host = new HostAccess(self, this.#say)
    this.#v1 = isOn(self.env['IS_V1_ENABLED'])
  }

  async loop(): Promise<void> {
    const { self, kind } = this
    await self.sleep(self.random.between(500, 1200))
    if (!(await this.#begin())) this.#say('Initial sync failed.', error)
    const intervalMs = Number(self.env['SYNC_INTERVAL_S'] ?? 900) * 1000
    while (!self.signal.aborted) {
      await self.sleep(intervalMs * (kind.jitter ? self.random.between(0.9, 1.1) : 1))
      await this.#cycle()
    }
  }

  async once(): Promise<CommandOutput> {
    return { exitCode: (await this.#begin()) ? 0 : 1 }
  }

  async #begin(): Promise<boolean> {
    this.#say(`IS_V1_ENABLED=${this.#v1 ? 'True' : 'False'}`, notice)
    await this.#restoreUnit()
    return this.#cycle()
  }

  /** Answers whether the device is as it should be. */
  async #cycle(): Promise<boolean> {
    const { kind, self } = this
    if (kind.reconciles) await this.#reconcile()
    if (kind.removesNative && !this.#v1) await this.#removeNative()
    const branch = kind.branchOf(await this.#buildVersion(), this.#say)
    if (branch === undefined) return false
    const files = kind.files({ branch, v1: this.#v1, env: self.env })
    let well = true
    for (const file of files) if (!(await this.#host.sync(file))) well = false
    return well
  }

  /** Sidecars of the first generation left units that run as root. */
  async #restoreUnit(): Promise<void> {
    const { feature } = this.kind
    const isWanted = isOn(this.self.env['STALE_UNIT_CLEANUP_ENABLED'] ?? 'true')
    if (this.age !== today || !isWanted) return
    const destination = `/lib/systemd/system/${feature}.service`
    if (!/^User=root$/m.test((await this.#host.read(destination)) ?? '')) return
    this.#say(
      `Stale sidecar ${feature}.service detected (User=root); restoring from packed file`,
      notice,
    )
    const content = featureUnit(feature, scriptPath(feature))
    const after = [
      ['sudo', 'systemctl', 'daemon-reload'],
      ['sudo', 'systemctl', 'restart', feature],
    ]
    const source = `${feature}.service`
    const isWell = await this.#host.sync({ source, destination, content, mode: 0o644, after })
    if (isWell) this.#say(`Restored ${feature}.service and restarted`, notice)
  }

  async #removeNative(): Promise<void> {
    const { feature } = this.kind
    const format = '{{.State.Status}}'
    const found = await this.#host.run(['docker', 'inspect', '--format', format, feature])
    if (found.exitCode !== 0) return
    const status = found.stdout.toString().trim()
    this.#say(`Native ${feature} container found (status=${status}); removing`, notice)
    await this.#host.run(['docker', 'stop', feature])
    await this.#host.run(['docker', 'rm', '--force', feature])
  }

  async #reconcile(): Promise<void> {
    const databases = this.self.connect(redisSocket)
    if (!databases) return this.#say('Cannot connect to CONFIG_DB', error)
    const complain = (text: string): void => this.#say(text, error)
    if (this.age !== today) {
      const note = (text: string): void => this.#say(text, notice)
      return reconcileAsBefore(databases.config, this.self.env, this.age, { note, complain })
    }
    const patch = wantedPatch(databases.config, this.self.env, complain)
    if (patch.length === 0) return
    const command = ['sudo', '-n', 'config', 'apply-patch', '/dev/stdin']
    const { exitCode, stderr } = await this.#host.run(command, JSON.stringify(patch))
    if (exitCode !== 0)
      return this.#say(
        `config apply-patch failed (rc=${exitCode}): ${stderr.toString().trim()}`,
        error,
      )
    this.#say(`config apply-patch succeeded (${patch.length} op(s))`, notice)
    if (patch.some(({ op, path }) => op === 'remove' && path.endsWith('user_auth')))
      await this.#host.run(['sudo', 'systemctl', 'restart', this.kind.feature])
  }

  async #buildVersion(): Promise<string> {
    const { stdout } = await this.self.run(['cat', '/etc/sonic/sonic_version.yml'])
    return /^build_version: '(.*)'$/m.exec(stdout.toString())?.[1] ?? ''
  }

  readonly #say = (message: string, priority: number): void => {
    const identifier = 'systemd_stub.py'
    const pid = this.#pid
    this.self
      .connect(syslogSocket)
      ?.write({ identifier, pid, unit: null, transport: 'syslog', priority, message })
  }
}
