import { Body, Controller, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiExtraModels,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemView } from '../../common/errors/problem.view.js';
import { checkBody } from '../../common/validation/request.pipe.js';
import { RateLimits } from '../rate-limits.js';
import { PublicRoute } from '../routes/route.decorators.js';
import { OAuthError } from './oauth-error.js';
import { readTokenRequest } from './read-token-request.js';
import { IdTokenSessionDto, PasswordSessionDto } from './sign-in.dto.js';
import { type GrantedSession, SignInService } from './sign-in.service.js';
import { SessionView, TokenView } from './token.view.js';
import { TOKEN_SECONDS } from './access-tokens.js';

@ApiTags('Sign-in')
@Controller()
export class SignInController {
  constructor(
    private readonly signIn: SignInService,
    private readonly limits: RateLimits,
  ) {}

  @Post('oauth/token')
  @PublicRoute()
  @HttpCode(200)
  @ApiOperation({
    summary: 'An access token for a client',
    description: 'RFC 6749, client credentials. Id and secret in a Basic header or in the form.',
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['grant_type'],
      properties: {
        grant_type: { type: 'string', enum: ['client_credentials'] },
        client_id: { type: 'string', example: 'demo' },
        client_secret: { type: 'string', example: 'demo-secret' },
        scope: { type: 'string', description: 'Fewer scopes than the client has, separated by spaces.' },
      },
    },
  })
  @ApiResponse({ status: 200, description: 'An access token.', type: TokenView })
  @ApiResponse({
    status: 400,
    description: '`invalid_request`, `invalid_scope` or `unsupported_grant_type`.',
    schema: oauthError(),
  })
  @ApiResponse({ status: 401, description: '`invalid_client`.', schema: oauthError() })
  async token(
    @Body() body: unknown,
    @Headers('authorization') authorization: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenView | { error: string; error_description: string }> {
    void reply.header('cache-control', 'no-store');
    const counted = this.limits.countSignIn(request, reply);
    try {
      const { clientId, secret, scope } = readTokenRequest(body, authorization);
      const { token, scopes } = await this.signIn.client(clientId, secret, scope);
      counted.succeeded();
      return {
        access_token: token,
        token_type: 'Bearer',
        expires_in: TOKEN_SECONDS,
        scope: scopes.join(' '),
      };
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      if (error.status === 401) void reply.header('www-authenticate', 'Basic realm="espalier"');
      void reply.status(error.status);
      return { error: error.error, error_description: error.description };
    }
  }

  @Post('api/v1/auth/sessions')
  @PublicRoute()
  @ApiOperation({
    summary: 'A session for a member of staff: a token with a named person behind it',
    description:
      'By e-mail address and password, or by an ID token of the OpenID Connect issuer that the server is set up ' +
      'with. The token’s verified e-mail address must be that of an enabled member of staff.',
  })
  @ApiExtraModels(PasswordSessionDto, IdTokenSessionDto)
  @ApiBody({
    schema: { oneOf: [PasswordSessionDto, IdTokenSessionDto].map((it) => ({ $ref: getSchemaPath(it) })) },
  })
  @ApiExtension('x-errors', [
    'body-too-large',
    'credentials-invalid',
    'internal',
    'malformed-json',
    'media-type-unsupported',
    'sign-in-not-configured',
    'too-deep',
    'too-many-requests',
    'unavailable',
    'validation-failed',
  ])
  @ApiResponse({ status: 201, description: 'Signed in.', type: SessionView })
  @ApiResponse({
    status: 400,
    description: '`validation-failed`, `malformed-json`, `sign-in-not-configured`.',
    content: problem(),
  })
  @ApiResponse({ status: 401, description: '`credentials-invalid`.', content: problem() })
  @ApiResponse({ status: 503, description: '`unavailable`: the issuer does not answer.', content: problem() })
  async session(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    void reply.header('cache-control', 'no-store');
    const counted = this.limits.countSignIn(request, reply);
    const { token, scopes, staff } = await this.open(body);
    counted.succeeded();
    return {
      accessToken: token,
      tokenType: 'Bearer',
      expiresIn: TOKEN_SECONDS,
      scopes: [...scopes],
      staffId: staff.id,
      schoolId: staff.ownerId,
    };
  }

  private open(body: unknown): Promise<GrantedSession> {
    if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'idToken')) {
      const { idToken, nonce } = checkBody(IdTokenSessionDto, body);
      return this.signIn.staffByIdToken(idToken, nonce);
    }
    const { email, password } = checkBody(PasswordSessionDto, body);
    return this.signIn.staff(email, password);
  }
}

function oauthError() {
  return {
    type: 'object' as const,
    required: ['error'],
    properties: {
      error: { type: 'string' as const, example: 'invalid_client' },
      error_description: { type: 'string' as const },
    },
  };
}

function problem() {
  return { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } };
}
