import type { PodContainer, PodSpec } from '.'

/** The containers of a pod or a template, those first that come first. */
export const allContainers = ({
  initContainers = [],
  containers = [],
}: Pick<PodSpec, 'initContainers' | 'containers'>): PodContainer[] => [
  ...initContainers,
  ...containers,
]
