/** Reasons for which `minikube start` really fails, with their exit codes (facts/sonic-kubernetes.md §5.3) and texts. */
export const startFailures: Readonly<
  Record<string, { readonly code: number; readonly message: string } | undefined>
> = {
  RSRC_INSUFFICIENT_CONTAINER_MEMORY: {
    code: 23,
    message: 'docker only has 1024MiB available, less than the required 1800MiB for Kubernetes',
  },
  RSRC_DOCKER_STORAGE: {
    code: 26,
    message:
      "Docker is out of disk space! (/var is at 100% of capacity). You can pass '--force' to skip this check.",
  },
  RSRC_INSUFFICIENT_CORES: {
    code: 29,
    message:
      'Docker has less than 2 CPUs available, but Kubernetes requires at least 2 to be available',
  },
  HOST_HOME_PERMISSION: {
    code: 37,
    message:
      'Failed to save config: open /root/.minikube/profiles/kubesonic/config.json: permission denied',
  },
  INET_CACHE_KUBECTL: {
    code: 40,
    message:
      'Failed to cache kubectl: download failed: https://dl.k8s.io/release/v1.22.2/bin/linux/amd64/kubectl: i/o timeout',
  },
  DRV_NOT_HEALTHY: {
    code: 55,
    message:
      'Found driver(s) but none were healthy. See above for suggestions how to fix installed drivers.',
  },
  PROVIDER_DOCKER_ERROR: {
    code: 69,
    message:
      'deadline exceeded running "docker version --format <no value>-<no value>:<no value>": signal: killed',
  },
  IF_DEDICATED_NETWORK: {
    code: 70,
    message:
      'failed to start host: creating host: create: creating: create kic node: un-retryable: failed to create network kubesonic: no free private network subnets found',
  },
  GUEST_PROVISION: {
    code: 80,
    message: 'error provisioning guest: Failed to start host: creating host: create: timed out',
  },
  GUEST_START: {
    code: 80,
    message:
      'failed to start node: wait 6m0s for node: wait for healthy API server: apiserver healthz never reported healthy: context deadline exceeded',
  },
  RUNTIME_ENABLE: {
    code: 90,
    message:
      'Failed to enable container runtime: sudo systemctl restart docker: Process exited with status 1',
  },
  K8S_INSTALL_FAILED: {
    code: 100,
    message:
      'Failed to update cluster: updating node: downloading binaries: kubelet download failed',
  },
  MK_K8S_CLIENT: {
    code: 109,
    message: 'Failed to get Kubernetes client: client config: context "kubesonic" does not exist',
  },
}
