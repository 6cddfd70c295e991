import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SimulatedTestbed, simulateTestbed } from '../../../lib/simulator/simulate-testbed'
import { generateKeyPair } from '../../../lib/simulator/ssh/key-pair'
import { type Outcome } from './outcome'

/** Why OpenSSH's clients can't be tried here; undefined where they can. */
export const withoutOpenSsh = (): string | undefined => {
  const { status, stderr } = spawnSync('ssh', ['-V'], { encoding: 'utf8' })
  return status === 0 && stderr.startsWith('OpenSSH')
    ? undefined
    : 'there is no OpenSSH client on this machine'
}

export interface RunOptions {
  readonly input?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
}

/** A simulated testbed with OpenSSH's clients set up for it: `vmhost`, `dut`, and `dut-behind-vmhost`. */
export class OpenSshLab {
  private constructor(
    readonly testbed: SimulatedTestbed,
    readonly directory: string,
  ) {}

  static async start(password: string): Promise<OpenSshLab> {
    const testbed = await simulateTestbed({ started: true, scale: 0, dutPassword: password })
    const lab = new OpenSshLab(testbed, mkdtempSync(join(tmpdir(), 'openssh-')))
    lab.write('config', lab.#config())
    lab.write('stranger', generateKeyPair().private)
    lab.write('wrong_known_hosts', lab.#knownHosts(generateKeyPair().public))
    lab.write('jump_known_hosts', lab.#jumpKnownHosts())
    lab.write('askpass', `#!/bin/sh\necho "$LAB_PASSWORD"\n`, 0o700)
    return lab
  }

  async close(): Promise<void> {
    await this.testbed.close()
    rmSync(this.directory, { recursive: true })
  }

  write(name: string, content: string | Buffer, mode = 0o600): string {
    const path = join(this.directory, name)
    writeFileSync(path, content, { mode })
    return path
  }

  /** Runs one of OpenSSH's programs (or `sh`, with `$F` for the configuration) with nothing of the person's own. */
  run(
    program: string,
    words: readonly string[],
    { input, env }: RunOptions = {},
  ): Promise<Outcome> {
    const config = join(this.directory, 'config')
    const args = program === 'sh' ? words : ['-F', config, ...words]
    const options = {
      env: { PATH: process.env['PATH'], HOME: this.directory, F: config, ...env },
      cwd: this.directory,
      encoding: 'buffer' as const,
      maxBuffer: 64 << 20,
      timeout: 30_000,
    }
    return new Promise((resolve) => {
      const child = execFile(program, args, options, (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr: stderr.toString() }),
      )
      child.stdin?.on('error', () => undefined).end(input)
    })
  }

  #port(machine: string): number {
    return this.testbed.simulation.sshServers.get(machine)!.port
  }

  #config(): string {
    const { vmhost } = this.testbed.simulation
    const common = `
  IdentityFile ${this.testbed.directory}/identity
  IdentitiesOnly yes
  UserKnownHostsFile ${this.testbed.directory}/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  LogLevel ERROR`
    const host = (name: string, user: string, port: number): string =>
      `Host ${name}\n  HostName 127.0.0.1\n  Port ${port}\n  User ${user}${common}\n`
    return [
      host('vmhost', 'root', this.#port(vmhost.machine.hostname)),
      host('dut', 'admin', this.#port('vlab-01')),
      host('dut-as-stranger', 'admin', this.#port('vlab-01')).replace(
        /IdentityFile .*/,
        `IdentityFile ${this.directory}/stranger`,
      ),
      `Host 10.250.0.*\n  User admin${common.replace(/UserKnownHostsFile .*/, `UserKnownHostsFile ${this.directory}/jump_known_hosts`)}\n`,
    ].join('')
  }

  #knownHosts(key: string): string {
    return [...this.testbed.simulation.sshServers.values()]
      .map(({ port }) => `[127.0.0.1]:${port} ${key}\n`)
      .join('')
  }

  #jumpKnownHosts(): string {
    return `10.250.0.101 ${this.testbed.simulation.sshServers.get('vlab-01')!.hostKeyPublic}\n`
  }
}
