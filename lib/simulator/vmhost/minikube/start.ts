import { notThere } from '../../docker/docker-error'
import type { MinikubeCall } from './call'
import { DockerError } from '../../docker/docker-error'
import { MinikubeFailure } from './failure'
import { addToKubeconfig } from './kubeconfig-file'
import { takeLocks } from './lock-files'
import { MinikubeCluster } from './minikube-cluster'
import { writeProfile } from './profile-files'
import { compareVersions } from './releases'
import { readStartOptions, type StartOptions } from './start-options'

/** Simulated milliseconds; together the 33 s that were measured on the recorded lab. */
const stages = { container: 8_000, certificates: 4_000, controlPlane: 16_000, verify: 5_000 }
const restart = 11_000

/** `minikube start`: creates the profile's cluster, or starts again one that stands still. */
export async function start(call: MinikubeCall): Promise<void> {
  const { host, release, context } = call
  const options = readStartOptions(call.line, release)
  call.say(`minikube ${release.version} on Debian 12.15`)
  if (options.force)
    call.warn(
      'minikube skips various validations when --force is supplied; this may lead to unexpected behavior',
    )
  const existing = host.clusters.get(options.profile)
  if (existing) refuseDowngrade(existing, options)
  insistOnDocker(call, options)
  takeLocks(context, options.profile)
  const cluster = existing ? await startAgain(call, existing) : await create(call, options)
  context.signal.throwIfAborted()
  writeProfile(context.fs, cluster, release)
  addToKubeconfig(context.fs, cluster.home, cluster)
  call.say('Verifying Kubernetes components...')
  await host.clock.delay(stages.verify, context.signal)
  if (!cluster.serves) await failToVerify(call)
  call.say('Enabled addons: ')
  call.say(
    `Done! kubectl is now configured to use "${options.profile}" cluster and "default" namespace by default`,
  )
}

async function create(call: MinikubeCall, options: StartOptions): Promise<MinikubeCluster> {
  const { host, release, context } = call
  const { profile } = options
  call.say(`Starting "${profile}" primary control-plane node in "${profile}" cluster`)
  call.say(`Pulling base image ${release.kicbase} ...`)
  call.say('Creating docker container (CPUs=2, Memory=2200MB) ...')
  await host.clock.delay(stages.container, context.signal)
  if (host.startFailure) throw host.startFailure
  refuseTakenPorts(call, options)
  const cluster = createContainer(call, options)
  host.addCluster(cluster)
  call.say(
    `Preparing Kubernetes ${options.kubernetes} on Docker ${host.docker.options.version} ...`,
  )
  call.print('  - Generating certificates and keys ...')
  await host.clock.delay(stages.certificates, context.signal)
  call.print('  - Booting up control plane ...')
  await host.clock.delay(stages.controlPlane, context.signal)
  await cluster.start()
  call.print('  - Configuring RBAC rules ...')
  call.say('Configuring bridge CNI (Container Networking Interface) ...')
  return cluster
}

/** minikube waits for six minutes. */
async function failToVerify({ host, context }: MinikubeCall): Promise<never> {
  await host.clock.delay(360_000, context.signal)
  throw new MinikubeFailure(
    80,
    'GUEST_START',
    'failed to start node: wait 6m0s for node: wait for healthy API server: apiserver healthz never reported healthy: context deadline exceeded',
  )
}

function createContainer(call: MinikubeCall, options: StartOptions): MinikubeCluster {
  try {
    return MinikubeCluster.create(call.host, options, call.release, call.home)
  } catch (error) {
    if (!(error instanceof DockerError)) throw error
    throw new MinikubeFailure(
      80,
      'GUEST_PROVISION',
      `error provisioning guest: Failed to start host: creating host: create: creating: setting up container node: creating volume for ${options.profile} container: docker: ${error.message}`,
    )
  }
}

async function startAgain(call: MinikubeCall, cluster: MinikubeCluster): Promise<MinikubeCluster> {
  const { profile } = cluster.options
  call.say('Using the docker driver based on existing profile')
  call.say(`Starting "${profile}" primary control-plane node in "${profile}" cluster`)
  call.say(
    `${cluster.running ? 'Updating the running' : 'Restarting existing'} docker container for "${profile}" ...`,
  )
  await call.host.clock.delay(restart, call.context.signal)
  if (!cluster.running) await cluster.start()
  return cluster
}

function insistOnDocker(call: MinikubeCall, { driver, force }: StartOptions): void {
  if (driver !== undefined && driver !== 'docker')
    throw new MinikubeFailure(
      56,
      'DRV_UNSUPPORTED_OS',
      `The driver '${driver}' is not supported on linux/amd64`,
    )
  if (!call.context.fs.exists('/usr/bin/docker'))
    throw new MinikubeFailure(
      65,
      'PROVIDER_DOCKER_NOT_FOUND',
      'The \'docker\' provider was not found: exec: "docker": executable file not found in $PATH',
      'Install Docker',
    )
  if (!call.host.docker.running)
    throw new MinikubeFailure(
      63,
      'PROVIDER_DOCKER_NOT_RUNNING',
      `"docker version --format <no value>-<no value>:<no value>" exit status 1: ${notThere}`,
      'Start the Docker service',
    )
  call.say(
    driver
      ? 'Using the docker driver based on user configuration'
      : 'Automatically selected the docker driver. Other choices: none, ssh',
  )
  if (call.context.user.uid !== 0) return
  const refusal = 'The "docker" driver should not be used with root privileges.'
  if (!force) throw new MinikubeFailure(57, 'DRV_AS_ROOT', refusal)
  call.warn(`${refusal} If you wish to continue as root, use --force.`)
  call.say('Using Docker driver with root privileges')
}

function refuseDowngrade({ options: { kubernetes } }: MinikubeCluster, wanted: StartOptions): void {
  if (compareVersions(wanted.kubernetes, kubernetes) >= 0) return
  throw new MinikubeFailure(
    106,
    'K8S_DOWNGRADE_UNSUPPORTED',
    `Unable to safely downgrade existing Kubernetes ${kubernetes} cluster to ${wanted.kubernetes}`,
  )
}

function refuseTakenPorts(
  { host }: MinikubeCall,
  { profile, published, listenAddress }: StartOptions,
): void {
  const taken = [...published.values()].find((port) => host.ports.isTaken(port))
  if (taken === undefined) return
  throw new MinikubeFailure(
    80,
    'GUEST_PROVISION',
    `error provisioning guest: Failed to start host: driver start: start: docker start ${profile}: exit status 1\nstderr:\nError response from daemon: driver failed programming external connectivity on endpoint ${profile}: Bind for ${listenAddress}:${taken} failed: port is already allocated`,
  )
}
