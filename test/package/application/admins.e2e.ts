import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { createSimulator, type Simulator } from 'anthropic-admin-simulator';
import request from 'supertest';
import { AdminsModule } from './admins.module.js';

describe('the admins of the organization', () => {
  let simulator: Simulator;
  let app: INestApplication;

  beforeEach(async () => {
    simulator = await createSimulator();
    process.env['ANTHROPIC_BASE_URL'] = simulator.url;
    const module = await Test.createTestingModule({ imports: [AdminsModule] }).compile();
    app = module.createNestApplication();
    await app.init();
  });
  afterEach(async () => {
    await app.close();
    await simulator.close();
  });

  it('come from the connector', async () => {
    const { body } = await request(app.getHttpServer()).get('/admins').expect(200);

    expect(body).toHaveLength(4);
  });
});
