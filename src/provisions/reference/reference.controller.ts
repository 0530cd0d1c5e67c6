import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetRoute } from '../../auth/routes/route.decorators.js';
import { FieldsQuery } from '../../common/paging/list.dto.js';
import { EEF_COST_BANDS, EEF_COST_BANDS_SOURCE } from './cost-bands.js';
import { PUPIL_PREMIUM_RATES, pupilPremiumRates } from './pupil-premium-rates.js';
import { PupilPremiumRatesQuery } from './reference.dto.js';
import { CostBandsView, PupilPremiumRatesView } from './reference.view.js';

@ApiTags('Funding')
@Controller('api/v1/reference-data')
export class ReferenceController {
  @GetRoute('cost-bands', {
    scope: 'provisions:read',
    summary: 'Bands of cost per pupil and year',
    description:
      'Those of the Education Endowment Foundation, in which the evidence of a kind of provision speaks.',
    returns: CostBandsView,
  })
  costBands(@Query() _query: FieldsQuery): CostBandsView {
    return { ...EEF_COST_BANDS_SOURCE, bands: [...EEF_COST_BANDS] };
  }

  @GetRoute('pupil-premium-rates', {
    scope: 'provisions:read',
    summary: 'Rates of pupil premium by financial year',
    description: 'A rate belongs to its year: one that is not known is left out, and never carried forward.',
    returns: PupilPremiumRatesView,
  })
  pupilPremiumRates(@Query() { financialYear }: PupilPremiumRatesQuery): PupilPremiumRatesView {
    const asked = financialYear === undefined ? PUPIL_PREMIUM_RATES : [pupilPremiumRates(financialYear)];
    return {
      source: 'Department for Education, Pupil premium: overview',
      rates: asked.filter((it) => it !== null),
    };
  }
}
