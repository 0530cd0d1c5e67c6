import { Body, Controller, Headers, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtension,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemView } from '../../common/errors/problem.view.js';
import { RateLimits } from '../rate-limits.js';
import { PublicRoute } from '../routes/route.decorators.js';
import { OAuthError } from './oauth-error.js';
import { readTokenRequest } from './read-token-request.js';
import { CreateSessionDto } from './sign-in.dto.js';
import { SignInService } from './sign-in.service.js';
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
  @ApiOperation({ summary: 'A session for a member of staff: a token with a named person behind it' })
  @ApiExtension('x-errors', [
    'body-too-large',
    'credentials-invalid',
    'internal',
    'malformed-json',
    'media-type-unsupported',
    'too-deep',
    'too-many-requests',
    'validation-failed',
  ])
  @ApiResponse({ status: 201, description: 'Signed in.', type: SessionView })
  @ApiResponse({ status: 400, description: '`validation-failed`, `malformed-json`.', content: problem() })
  @ApiResponse({ status: 401, description: '`credentials-invalid`.', content: problem() })
  async session(
    @Body() dto: CreateSessionDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    void reply.header('cache-control', 'no-store');
    const counted = this.limits.countSignIn(request, reply);
    const { token, scopes, staff } = await this.signIn.staff(dto.email, dto.password);
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
