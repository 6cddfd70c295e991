import { lastingId } from '../lasting-id'
import { dockerTime } from '../container/container'
import type { DockerEngine } from '../engine'
import type { Image } from '../images/image-store'

const overlay = '/var/lib/docker/overlay2'

/** Where the storage driver keeps what an image or a container consists of. */
export const layersOf = (id: string): object => {
  const digits = id.replace(/^sha256:/, '')
  return {
    MergedDir: `${overlay}/${digits}/merged`,
    UpperDir: `${overlay}/${digits}/diff`,
    WorkDir: `${overlay}/${digits}/work`,
  }
}

/** As `docker inspect` shows an image. */
export function describeImage(image: Image, engine: DockerEngine): object {
  const { spec } = image
  const config = {
    Hostname: '',
    Domainname: '',
    User: '',
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: spec.env ?? null,
    Cmd: spec.command ?? null,
    Image: '',
    Volumes: null,
    WorkingDir: '',
    Entrypoint: spec.entrypoint ?? null,
    OnBuild: null,
    Labels: spec.labels ?? null,
  }
  return {
    Id: image.id,
    RepoTags: image.tags,
    RepoDigests: image.pulledAs === undefined ? [] : [image.pulledAs],
    Parent: '',
    Comment: '',
    Created: dockerTime(image.createdAt),
    Container: '',
    ContainerConfig: { ...config, Env: null, Cmd: null, Entrypoint: null, Labels: null },
    DockerVersion: engine.options.version,
    Author: '',
    Config: config,
    Architecture: 'amd64',
    Os: 'linux',
    Size: spec.sizeBytes,
    VirtualSize: spec.sizeBytes,
    GraphDriver: { Data: layersOf(image.id), Name: 'overlay2' },
    RootFS: { Type: 'layers', Layers: [`sha256:${lastingId(`layer ${image.id}`)}`] },
    Metadata: { LastTagTime: '0001-01-01T00:00:00Z' },
  }
}
