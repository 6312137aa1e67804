import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { BodyPipe } from '../../http/body.pipe.js';
import { Needs } from '../../permissions/needs.js';
import { PlatformError } from '../../problems/platform-error.js';
import { ComposeBody, FilledTemplateBody } from '../policies.inputs.js';
import { composed, type FormProblem } from './compose.js';
import { TEMPLATES } from './templates.js';

const TEMPLATE = new BodyPipe(FilledTemplateBody);

/** Policies that are made by forms. */
@Controller('v1/policies')
@Needs('policies:read')
export class TemplatesController {
  /** The templates and their forms. */
  @Get('templates')
  templates(): { readonly data: readonly object[] } {
    return {
      data: TEMPLATES.map(({ id, title, description, fields }) => ({
        id,
        title,
        description,
        form: {
          type: 'object',
          additionalProperties: false,
          properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
        },
      })),
    };
  }

  /** Makes the text of policies of filled forms. */
  @Post('compose')
  @HttpCode(200)
  compose(@Body(new BodyPipe(ComposeBody)) { templates }: ComposeBody): { readonly text: string } {
    const text = composed(templates.map((one) => TEMPLATE.transform(one)));
    if (typeof text === 'string') return { text };
    throw new PlatformError('invalid_input', {
      message: `The templates are not filled correctly: ${text.map(({ path, message }: FormProblem) => `${path}: ${message}`).join(' ')}`,
      fix: 'GET /v1/policies/templates lists them with their forms.',
      issues: text.map(({ path, message }) => ({ path, rule: 'template', message })),
    });
  }
}
