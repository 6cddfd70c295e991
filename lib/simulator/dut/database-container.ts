import type { DockerEngine } from '../docker/engine'

/** Its container starts and restarts with Docker: everything else needs it. */
export function createDatabaseContainer(docker: DockerEngine): void {
  const imageName = 'docker-database:latest'
  const image = docker.images.find(imageName)
  if (image)
    docker.create({
      name: 'database',
      image,
      imageName,
      restartPolicy: { name: 'always', retries: 0 },
      networkMode: 'host',
    })
}
