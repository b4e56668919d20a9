"""The IRIs that statements are made of: verbs, activity types, and what our own profile adds."""

from enum import StrEnum

PROFILE = "https://w3id.org/lernraum/xapi"


class VerbId(StrEnum):
    """The verbs the LMS says, and `voided`, which every LRS must know (xAPI 1.0.3 Data 2.3.2)."""

    REGISTERED = "http://adlnet.gov/expapi/verbs/registered"
    INITIALIZED = "http://adlnet.gov/expapi/verbs/initialized"
    EXPERIENCED = "http://adlnet.gov/expapi/verbs/experienced"
    ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
    COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
    PASSED = "http://adlnet.gov/expapi/verbs/passed"
    FAILED = "http://adlnet.gov/expapi/verbs/failed"
    SATISFIED = "https://w3id.org/xapi/adl/verbs/satisfied"
    SCORED = "http://adlnet.gov/expapi/verbs/scored"
    VOIDED = "http://adlnet.gov/expapi/verbs/voided"


class ActivityType(StrEnum):
    COURSE = "http://adlnet.gov/expapi/activities/course"
    MODULE = "http://adlnet.gov/expapi/activities/module"
    LESSON = "http://adlnet.gov/expapi/activities/lesson"
    ITEM = "http://adlnet.gov/expapi/activities/cmi.interaction"


class Extension(StrEnum):
    """Context extensions of an answer, of its regrading, and of all that a release says."""

    ITEM_DIGEST = f"{PROFILE}/extensions/item-digest"
    ATTEMPT = f"{PROFILE}/extensions/attempt"
    FORM = f"{PROFILE}/extensions/form"
    HINT_OPENED = f"{PROFILE}/extensions/hint-opened"
    ATTEMPTS_RETURNED = f"{PROFILE}/extensions/attempts-returned"
    RELEASE = f"{PROFILE}/extensions/release"
