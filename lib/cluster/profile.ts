import { type ClusterSpec } from '../testbed/testbed'

/** The one name that kubeadm on the DUT will dial, whatever address the DUT was told (ConfigMap cluster-info). */
export const API_SERVER_NAME = 'control-plane.minikube.internal'

/** Ours, so that nobody's `/usr/local/bin/minikube` is ever replaced. */
export const OWN_MINIKUBE = '/var/lib/kubesonic/bin/minikube'

/** The minikube on the vmhost that this testbed uses. */
export const minikubePath = ({ minikube }: ClusterSpec): string => minikube.path ?? OWN_MINIKUBE

/** `-p NAME`, left out for minikube's own default. */
export const profileFlag = ({ profile }: ClusterSpec): readonly string[] =>
  profile === 'minikube' ? [] : ['-p', profile]

/** What a journal calls the start of a profile's cluster. */
export const startOf = (profile: string): string => `minikube cluster ${profile}`
