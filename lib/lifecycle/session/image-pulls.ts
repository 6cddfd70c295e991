import { ForwardProxy } from '../../cluster/forward-proxy'
import { DockerRegistry, type DockerWay } from '../../dut/docker/docker-registry'
import { root } from '../../host/command'
import { pullSecret } from '../../registry/pull-secret'
import { hasRegistry, registryCa, type TestbedWithRegistry } from '../../registry/registry-check'
import { type RegistryLogin, RegistryTokens } from '../../registry/registry-token'
import { BadInput } from '../../testbed/bad-input'
import { type RegistrySpec } from '../../testbed/testbed'
import { seconds } from '../../wait/duration'
import { CapabilityMissing } from './blocked'
import { type Session } from './session'

/** What a DUT reaches without its proxy. */
export type DirectWay = { readonly reached: boolean; readonly how: string }

/** The DUT of a session and the testbed's registry: the way there, logins, and what is to be pulled. */
export class ImagePulls {
  readonly registry: RegistrySpec
  readonly docker: DockerRegistry
  /** Undefined where the DUT reaches the registry itself. */
  readonly proxy: ForwardProxy | undefined
  readonly #testbed: TestbedWithRegistry
  readonly #tokens: RegistryTokens
  #begun = false
  #wasAbsent = false

  /** Throws `CapabilityMissing` (skip) where the testbed file names no registry. */
  constructor(private readonly session: Session) {
    const { testbed, run, vmhost, dut } = session
    if (!hasRegistry(testbed))
      throw new CapabilityMissing('the testbed file names no registry (docs/lab.md, "registry")')
    const { registry } = testbed
    this.registry = registry
    this.#testbed = testbed
    this.docker = new DockerRegistry(dut.host)
    this.proxy = registry.proxy ? new ForwardProxy(vmhost, testbed, run) : undefined
    this.#tokens = new RegistryTokens(testbed)
  }

  /** The image that only the registry has, as a pod names it. */
  get image(): string {
    return `${this.registry.host}/${this.registry.image}`
  }

  /**
   * Sees to it that Docker on the DUT goes to the registry by the testbed's way and trusts it, with the DUT joined. Docker is
   * restarted only where it goes another way, and never on a joined DUT, which leaves the cluster first. Throws `BadInput`
   * for what the testbed file has wrong.
   */
  async prepare(): Promise<void> {
    const { session, docker } = this
    const ca = registryCa(this.#testbed)
    await session.reach('clustered')
    await this.proxy?.provide()
    const way = this.#way
    if (!(await docker.goesThatWay(way))) {
      // What a join leaves behind is recorded first: the restart makes ctrmgrd reset the node.
      await session.reach('prepared')
      await session.disjoin()
      await docker.go(way)
      // The databases have begun anew: ctrmgrd would wait 300 s, as after a boot.
      await session.dut.passBootGate(await session.dut.facts())
    }
    if (ca !== undefined && !this.#begun) await docker.trust(this.registry.host, ca)
    this.#begun = true
    await session.reach('joined')
  }

  /** A login with a token that is good for a while. @throws TestbedFileError when tokenCommand gives none */
  login(): Promise<RegistryLogin | undefined> {
    return this.#tokens.login()
  }

  /** Creates a pull secret of the run in the namespace `default`; answers how to take it away. */
  async createSecret(name: string, login: RegistryLogin): Promise<() => Promise<unknown>> {
    const { kube, run } = this.session
    const secret = pullSecret({ name, run, registry: this.registry.host, login })
    await kube.createSecret(secret)
    return () => kube.deleteSecret('default', name)
  }

  /** Takes the image off the DUT, where this run has left it. */
  async forgetImage(): Promise<void> {
    await this.docker.removeImage(this.image)
  }

  /** `docker pull` with what root's Docker is logged in as. Throws a `CommandError` with Docker's words. */
  async pullAsRoot(): Promise<void> {
    await this.docker.pull(this.image)
  }

  /** The digest under which the DUT has the image from the registry; undefined where it has not. */
  async pulledDigest(): Promise<string | undefined> {
    const format = '{{range .RepoDigests}}{{println .}}{{end}}'
    const { stdout } = await this.session.dut.host.attempt(
      root`docker image inspect --format ${format} ${this.image} 2> /dev/null`,
    )
    const repository = this.image.replace(/:[^:/]+$/, '')
    return stdout
      .split('\n')
      .find((line) => line.startsWith(`${repository}@sha256:`))
      ?.split('@')[1]
  }

  /** Whether the DUT gets an answer from the registry without the proxy. */
  async directWay(): Promise<DirectWay> {
    const url = `http${this.registry.insecure ? '' : 's'}://${this.registry.host}/v2/`
    const { exitCode, stderr } = await this.session.dut.host.attempt(
      root`curl -sS -k -o /dev/null --noproxy '*' --max-time 5 ${url}`,
      { within: seconds(20) },
    )
    return { reached: exitCode === 0, how: exitCode === 0 ? 'it answers' : stderr.trim() }
  }

  /** The registry's image is not on the DUT before the run's first pull: it would prove none, and is not ours to remove. */
  async insistOnAbsence(): Promise<void> {
    if (this.#wasAbsent) return
    this.#wasAbsent = (await this.pulledDigest()) === undefined
    if (this.#wasAbsent) return
    throw new BadInput(
      `registry.image ${this.registry.image} is on ${this.session.dut.host.name} already, so that its pull would prove nothing.\n  Next: name an image that nothing else uses, or docker rmi ${this.image} there.`,
    )
  }

  get #way(): DockerWay {
    const { testbed, dutAddress } = this.session
    return {
      proxy: this.proxy?.address ?? null,
      direct: [testbed.vmhost.address, dutAddress],
      insecureRegistry: this.registry.insecure ? this.registry.host : null,
    }
  }
}
