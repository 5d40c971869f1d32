import { Router, type Request } from 'express'
import type { Language } from '../../shared/views.ts'
import { allowOnly } from './errorAnswers.ts'
import { Problem } from './problem.ts'
import { siteNamed, type SiteLookup } from './siteLookup.ts'

const languages: readonly Language[] = ['zh-CN', 'en']

/** `GET /view?role=wall[&site=]` and `GET /definitions?language=[&site=]`. */
export function readRoutes(sites: SiteLookup, defaultLanguage: Language): Router {
  return Router()
    .get('/view', (request, response) => {
      const role = choice(request, 'role', ['wall'], 'wall')
      const view = siteNamed(sites, parameter(request, 'site')).view(role)
      if (!view) {
        throw new Problem('NOT_READY', 'The figures are still being read', {
          retryAfterSeconds: 1,
        })
      }
      response.json(view)
    })
    .get('/definitions', (request, response) => {
      const language = choice(request, 'language', languages, defaultLanguage)
      response.json(siteNamed(sites, parameter(request, 'site')).definitions(language))
    })
    .all(['/view', '/definitions'], allowOnly('GET', 'HEAD'))
}

function choice<T extends string>(
  request: Request,
  name: string,
  choices: readonly T[],
  otherwise: T,
): T {
  const given = parameter(request, name)
  if (given === null) return otherwise
  const found = choices.find((one) => one === given)
  if (found) return found
  throw new Problem('BAD_QUERY', `${name}: must be one of ${choices.join(', ')}`)
}

function parameter(request: Request, name: string): string | null {
  const given: unknown = request.query[name]
  if (given === undefined) return null
  if (typeof given === 'string') return given
  throw new Problem('BAD_QUERY', `${name}: must be given once`)
}
