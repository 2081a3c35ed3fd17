# Pipelines and their stages.

pipelines-for-new = For new records
pipelines-off = Off
pipelines-another = Another pipeline
pipelines-make = Make pipeline
pipelines-made = Made the pipeline: give it its stages
pipelines-saved = Saved the pipeline
pipelines-pipeline = Pipeline
pipelines-in-use = In use
pipelines-takes-new = New records go into it
pipelines-must-stay-on = must stay on while new records go into the pipeline
pipelines-act-made = Made the pipeline { $pipeline }
pipelines-act-changed = Changed the pipeline { $pipeline }
pipelines-stage = Stage
pipelines-stage-another = Another stage
pipelines-stage-add = Add stage
pipelines-stage-added = Added the stage
pipelines-stage-saved = Saved the stage
pipelines-stage-moved = Moved { $stage }
pipelines-stage-retired = Retired { $stage }
pipelines-stage-not-retired = { $stage } was not retired: { $why }
pipelines-stage-back = { $stage } is back
pipelines-stage-up = Move { $stage } up
pipelines-stage-down = Move { $stage } down
pipelines-stage-retire = Retire { $stage }
pipelines-stages-retired = Retired stages
pipelines-stage-bring-back = Bring back
pipelines-act-stage-added = Added the stage { $stage }
pipelines-act-stage-changed = Changed the stage { $stage }
pipelines-act-stage-moved = Moved the stage { $stage }
pipelines-act-stage-retired = Retired the stage { $stage }
pipelines-act-stage-back = Brought the stage { $stage } back
pipelines-key-hint = Names it in the API and in imports.
pipelines-outcome = Outcome
pipelines-open = Open
pipelines-won = Won
pipelines-lost = Lost
pipelines-probability = Probability
pipelines-probability-percent = Probability in percent
pipelines-probability-hint = Of new records in this stage.
pipelines-rots-after = Stale after
pipelines-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
pipelines-rots-after-days = Stale after, in days
pipelines-rots-hint = Records that stay longer are marked.
pipelines-records = Records
pipelines-colour = Colour

first-pipeline = Sales
first-stage-prospecting = Prospecting
first-stage-qualification = Qualification
first-stage-proposal = Proposal
first-stage-negotiation = Negotiation
first-stage-won = Won
first-stage-lost = Lost
