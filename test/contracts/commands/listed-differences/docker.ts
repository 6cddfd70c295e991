import { because, type ListedDifference } from './because'

/** Of what was typed about Docker. */
export const docker: readonly ListedDifference[] = [
  ...because(
    'the image of a sandbox has 691 kB on the twin, as in the recordings of the containers; in this lab it was built anew',
    'docker ps --filter name=ldx --format "{{.Ports}}|{{.Mounts}}|{{.Networks}}|{{.LocalVolumes}}|{{.Size}}|{{.RunningFor}}"',
    'docker ps -s --filter name=ldx --format "{{.Size}}"',
    'docker images --digests k8s.gcr.io/pause:3.2',
  ),
  ...because(
    'templates see the JSON of an object: an absent key of a map of texts is no empty text',
    `docker inspect -f '{{index .Config.Labels "a"}}' ldx`,
  ),
  ...because(
    "a template that breaks off is told without what Go's lexer saw last",
    "docker inspect -f '{{.' ldx",
  ),
  ...because(
    'the lab had no name server at that time, and another error therefore',
    'docker run nosuch:1 true',
  ),
  ...because(
    "what a feature's container logs is not its real supervisor's",
    'docker logs --tail x snmp',
  ),
]
