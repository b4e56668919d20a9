"""Steps in a module: `learner_request` is who asks, `finding` what an address names, `visit` the learner in the module;
`start_module` begins it, `open_finish` opens and ends lessons, `steps` puts them together. `figures_place` says whose
figures are shown.
"""
