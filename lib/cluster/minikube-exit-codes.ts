import { type CommandError } from '../host/command-error'

/** What minikube's exit codes mean and what to do (minikube pkg/minikube/reason). */
const causes: Readonly<Record<number, string>> = {
  14: 'minikube does not take these options: check cluster.minikube.version',
  23: 'the vmhost has too little memory: minikube needs 1800 MB',
  26: 'the vmhost has too little disk space: docker system df',
  29: 'the vmhost has too few CPUs: minikube needs two',
  37: 'a directory or lock file of minikube belongs to another user: ls -l /tmp/juju-mk* ~/.minikube',
  40: 'a download failed: check vmhost.proxy, and that the vmhost reaches the Internet',
  55: 'Docker on the vmhost is not healthy: docker info',
  57: 'minikube refuses to run as root',
  63: 'Docker on the vmhost is not running: systemctl start docker',
  65: 'Docker is not installed on the vmhost',
  69: 'Docker on the vmhost answers with an error: docker info',
  70: 'the Docker network of the cluster is in conflict: docker network ls',
  80: 'the cluster could not be created or started: docker logs of its container tell more',
  90: 'the container runtime in the cluster could not be started',
  100: 'Kubernetes could not be installed',
  106: 'this minikube does not run this Kubernetes version: check cluster.minikube.version and cluster.kubernetes',
  109: "minikube cannot reach the cluster's API server",
}

/** The same failure with minikube's own reason (`Exiting due to …`) and our next step in its first lines. */
export function causeOfMinikubeFailure(error: CommandError): Error {
  const reason = /Exiting due to (.+)/.exec(`${error.stdout}\n${error.stderr}`)?.[1]
  const cause = causes[error.exitCode]
  if (reason === undefined && cause === undefined) return error
  return new Error(
    `The minikube cluster did not start: ${reason ?? `minikube exited ${error.exitCode}`}\n  Next: ${cause ?? 'read what minikube says below'}\n${error.message}`,
    { cause: error },
  )
}
