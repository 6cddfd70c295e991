import { API_SERVER_NAME } from '../../cluster/profile'
import { type ProxyAddress } from '../../cluster/forward-proxy'
import { root } from '../../host/command'
import { fileWritten } from '../../host/file-changes'
import { type Host } from '../../host/host'
import { type Change } from '../../host/change'
import { type RegistryLogin } from '../../registry/registry-token'
import { BadInput } from '../../testbed/bad-input'
import { Secret } from '../../testbed/testbed'
import { minutes, seconds } from '../../wait/duration'
import { dockerRestart } from './docker-restart'

/** Last in the order of names, so that it has the last word. */
const DROP_IN = '/etc/systemd/system/docker.service.d/zz-kubesonic-proxy.conf'
const DAEMON_FILE = '/etc/docker/daemon.json'
const LOGIN_FILE = '/root/.docker/config.json'

/** What Docker on the DUT has to be told, so that it reaches the registry. */
export interface DockerWay {
  /** Null: it goes there itself. */
  readonly proxy: ProxyAddress | null
  /** Addresses that must never go through the proxy. */
  readonly direct: readonly string[]
  /** A registry without TLS, or with any certificate; null: TLS as it should be. */
  readonly insecureRegistry: string | null
}

/** Docker on a DUT and a registry: the way there, whom it trusts, and who it says it is. Every change has its undo. */
export class DockerRegistry {
  constructor(private readonly dut: Host) {}

  /** Whether the daemon that runs was started with all of that. */
  async goesThatWay({ proxy, insecureRegistry }: DockerWay): Promise<boolean> {
    const { stdout } = await this.dut.run(root`docker info --format '{{json .}}'`)
    const { HttpsProxy, RegistryConfig } = JSON.parse(stdout) as DockerInfo
    const insecure = RegistryConfig?.IndexConfigs?.[insecureRegistry ?? '']?.Secure === false
    return (
      (proxy === null || HttpsProxy === urlOf(proxy)) && (insecureRegistry === null || insecure)
    )
  }

  /**
   * Tells Docker, which has to be restarted for it: before a join, as all containers end. Returns when those run again that
   * are not of pods. Throws a `CommandError`, and changes nothing, where a container would be lost.
   */
  async go(way: DockerWay): Promise<void> {
    const files = [
      ...(way.proxy ? [{ path: DROP_IN, content: dropIn(way.proxy, way.direct) }] : []),
      ...(way.insecureRegistry === null
        ? []
        : [{ path: DAEMON_FILE, content: await this.#daemonFile(way.insecureRegistry) }]),
    ]
    await this.dut.change(dockerTold(files))
  }

  /** Works at once: Docker reads it at each pull. */
  async trust(registry: string, ca: string): Promise<void> {
    await this.dut.change(
      fileWritten({
        what: `CA of registry ${registry}`,
        path: `/etc/docker/certs.d/${registry}/ca.crt`,
        content: ca,
        mode: '644',
      }),
    )
  }

  /**
   * Logs root's Docker in; the kubelet does not use that (it needs a pull secret). The login is made in the journal and put
   * in place from there, so that it is noted before it is there. Throws a `CommandError` with Docker's
   * words where the registry refuses.
   */
  async login(registry: string, { user, token }: RegistryLogin): Promise<void> {
    await this.dut.change({
      what: `login of root's Docker at ${registry}`,
      keep: root`keep_file ${LOGIN_FILE}`,
      undo: root`
        put_back ${LOGIN_FILE}
        put_back_directories`,
      do: root`
        umask 077
        mkdir -p "$ENTRY.docker"
        [ ! -e ${LOGIN_FILE} ] || cp -p ${LOGIN_FILE} "$ENTRY.docker/config.json"
        said=$(docker --config "$ENTRY.docker" login ${registry} -u ${user} --password-stdin 2>&1) || {
          printf '%s\n' "$said" >&2
          exit 1
        }
        leave_file ${LOGIN_FILE} "$ENTRY.docker/config.json" 600 0:0
        rmdir "$ENTRY.docker"`,
      stdin: new Secret(token.reveal()),
      within: minutes(1),
    })
  }

  /** `docker pull` as root. Undone, the image goes again, if it was not there; where a pod still has it, what a
   * join leaves behind is undone later, with its images. Throws a `CommandError` with Docker's words. */
  async pull(image: string): Promise<void> {
    await this.dut.change({
      what: `image ${image}`,
      keep: root`! docker image inspect ${image} > /dev/null 2>&1 || : > "$ENTRY.was-there"`,
      undo: root`
        if [ ! -e "$ENTRY.was-there" ] && docker image inspect ${image} > /dev/null 2>&1; then
          docker rmi ${image} > /dev/null 2>&1 || :
        fi`,
      do: root`docker pull -q ${image} > /dev/null`,
      within: minutes(10),
    })
  }

  /** Removes an image that this run has brought: there is nothing to undo. */
  async removeImage(image: string): Promise<void> {
    const { exitCode } = await this.dut.attempt(
      root`docker image inspect ${image} > /dev/null 2>&1`,
    )
    if (exitCode !== 0) return
    await this.dut.change({
      what: `removal of image ${image}`,
      undo: root`:`,
      do: root`docker rmi ${image} > /dev/null`,
    })
  }

  async #daemonFile(registry: string): Promise<string> {
    const { stdout } = await this.dut.run(root`cat ${DAEMON_FILE} 2>/dev/null || echo '{}'`)
    try {
      const file = JSON.parse(stdout) as { 'insecure-registries'?: readonly string[] }
      const registries = [...(file['insecure-registries'] ?? []), registry]
      return `${JSON.stringify({ ...file, 'insecure-registries': registries }, null, 2)}\n`
    } catch {
      throw new BadInput(
        `${DAEMON_FILE} on ${this.dut.name} is no JSON, so that nothing can be added to it.\n  Next: mend it; Docker would not start with it either.`,
      )
    }
  }
}

interface DockerInfo {
  readonly HttpsProxy?: string
  readonly RegistryConfig?: {
    readonly IndexConfigs?: Readonly<Record<string, { readonly Secure: boolean }>>
  }
}

const urlOf = ({ address, port }: ProxyAddress): string => `http://${address}:${port}`

/** Narrow: what is not the cluster's goes through the proxy. */
function dropIn(proxy: ProxyAddress, direct: readonly string[]): string {
  const no = [
    'localhost',
    '127.0.0.1',
    '::1',
    ...direct,
    API_SERVER_NAME,
    '10.96.0.0/12',
    '.svc',
    '.cluster.local',
  ]
  const settings = { HTTP_PROXY: urlOf(proxy), HTTPS_PROXY: urlOf(proxy), NO_PROXY: no.join(',') }
  const lines = Object.entries(settings).map(([name, value]) => `Environment="${name}=${value}"`)
  return `# For a run of kubesonic; its undo removes it.\n[Service]\n${lines.join('\n')}\n`
}

const contentMark = '--- next file ---'

/** One change with one restart: files and daemon belong together. */
const dockerTold = (files: readonly { path: string; content: string }[]): Change => {
  const paths = files.map(({ path }) => path)
  return {
    what: "Docker's way to the registry",
    keep: root`for path in ${paths}; do keep_file "$path"; done`,
    undo: root`
      ${dockerRestart}
      for path in ${paths}; do put_back "$path"; done
      put_back_directories
      if [ -e "$ENTRY.restarted" ]; then restart_docker; fi`,
    do: root`
      ${dockerRestart}
      nothing_is_lost
      for path in ${paths}; do
        : > "$ENTRY.content"
        while IFS= read -r line && [ "$line" != ${contentMark} ]; do printf '%s\n' "$line" >> "$ENTRY.content"; done
        leave_file "$path" "$ENTRY.content" 644 0:0
      done
      : > "$ENTRY.restarted"
      sync "$ENTRY.restarted"
      restart_docker`,
    stdin: files.map(({ content }) => `${content}${contentMark}\n`).join(''),
    within: seconds(330),
  }
}
