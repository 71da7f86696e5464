"""Every code of every gateway, and every status without one, becomes what it should (R12, R15)."""

from __future__ import annotations

import pytest

from reminders.channels import Found, Result
from reminders.channels.http import Reply
from reminders.channels.sms_answers import read_object, refused, unanswered, word
from reminders.channels.sms_codes import ALIYUN, OWN, TENCENT, Table

TABLES = {"aliyun": ALIYUN, "tencent": TENCENT, "own": OWN}
ROWS = """
aliyun permanent isv.MOBILE_NUMBER_ILLEGAL isv.BLACK_KEY_CONTROL_LIMIT isv.PARAM_LENGTH_LIMIT isv.PARAM_NOT_SUPPORT_URL
aliyun temporary isv.BUSINESS_LIMIT_CONTROL isv.SOMETHING_NEW SignatureNonceUsed
aliyun throttled Throttling Throttling.User Throttling.Api isv.DAY_LIMIT_CONTROL
aliyun stopped InvalidAccessKeyId InvalidAccessKeyId.NotFound SignatureDoesNotMatch IncompleteSignature
aliyun stopped InvalidTimeStamp InvalidTimeStamp.Expired Forbidden Forbidden.RAM NoPermission isp.RAM_PERMISSION_DENY
aliyun stopped isv.DENY_IP_RANGE isv.PRODUCT_UN_SUBSCRIPT isv.PRODUCT_UNSUBSCRIBE isv.AMOUNT_NOT_ENOUGH isv.OUT_OF_SERVICE
aliyun stopped isv.ACCOUNT_NOT_EXISTS isv.ACCOUNT_ABNORMAL isv.MONTH_LIMIT_CONTROL isv.SMS_SIGNATURE_ILLEGAL
aliyun stopped isv.SMS_SIGNATURE_SCENE_ILLEGAL isv.SMS_SIGN_ILLEGAL isv.SMS_TEMPLATE_ILLEGAL
aliyun stopped isv.TEMPLATE_MISSING_PARAMETERS isv.TEMPLATE_PARAMS_ILLEGAL
aliyun uncertain isp.SYSTEM_ERROR isp.GATEWAY_ERROR isp.UNKNOWN InternalError ServiceUnavailable
tencent permanent InvalidParameterValue.IncorrectPhoneNumber FailedOperation.PhoneNumberParseFail
tencent permanent FailedOperation.PhoneNumberInBlacklist FailedOperation.ContainSensitiveWord
tencent permanent InvalidParameter.DirtyWordFound InvalidParameterValue.ContentLengthLimit
tencent permanent InvalidParameterValue.ProhibitedUseUrlInTemplateParameter
tencent permanent InvalidParameterValue.TemplateParameterFormatError InvalidParameterValue.TemplateParameterLengthLimit
tencent temporary LimitExceeded.DeliveryFrequencyLimit LimitExceeded.PhoneNumberDailyLimit
tencent temporary LimitExceeded.PhoneNumberOneHourLimit LimitExceeded.PhoneNumberSameContentDailyLimit
tencent temporary LimitExceeded.PhoneNumberThirtySecondLimit FailedOperation.OtherError MissingParameter
tencent throttled RequestLimitExceeded RequestLimitExceeded.UinLimitExceeded LimitExceeded.AppDailyLimit
tencent throttled LimitExceeded.AppMainlandChinaDailyLimit LimitExceeded.DailyLimit
tencent stopped AuthFailure AuthFailure.SignatureFailure AuthFailure.SignatureExpire AuthFailure.UnauthorizedOperation
tencent stopped InternalError.RequestTimeException InternalError.SigFieldMissing InternalError.SigVerificationFail
tencent stopped UnauthorizedOperation UnauthorizedOperation.RequestPermissionDeny UnauthorizedOperation.SdkAppIdIsDisabled
tencent stopped UnauthorizedOperation.ServiceSuspendDueToArrears UnauthorizedOperation.SmsSdkAppIdVerifyFail
tencent stopped FailedOperation.InsufficientBalanceInSmsPackage InvalidParameter.AppidAndBizId
tencent stopped InvalidParameterValue.SdkAppIdNotExist FailedOperation.MissingSignature FailedOperation.MissingSignatureList
tencent stopped FailedOperation.SignatureIncorrectOrUnapproved FailedOperation.MissingTemplateList
tencent stopped FailedOperation.TemplateIdNotExist FailedOperation.TemplateIncorrectOrUnapproved
tencent stopped FailedOperation.TemplateParamSetNotMatchApprovedTemplate
tencent stopped FailedOperation.TemplateUnapprovedOrNotExist UnsupportedOperation.GlobalTemplateToChineseMainlandPhone
tencent uncertain InternalError InternalError.Timeout InternalError.SendAndRecvFail InternalError.UnknownError
own permanent bad_number opted_out bad_text
own temporary number_limit anything_else
own throttled too_fast limit
own stopped key right clock funds sign template
own uncertain internal
"""
CASES = [
    (line.split()[0], code, Result(line.split()[1])) for line in ROWS.split("\n") if line for code in line.split()[2:]
]


@pytest.mark.parametrize(("vendor", "code", "result"), CASES)
def test_a_code_means_what_the_vendor_says(vendor: str, code: str, result: Result) -> None:
    outcome = refused(TABLES[vendor], 200, code, "原话")
    assert (outcome.result, outcome.code, outcome.reply) == (result, code, "原话")
    assert outcome.reason


def test_no_row_of_a_table_is_left_untested() -> None:
    tested = {(vendor, code) for vendor, code, _ in CASES}
    assert {(vendor, code) for vendor, table in TABLES.items() for code in table} <= tested


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (200, Result.UNCERTAIN),
        (302, Result.STOPPED),
        (400, Result.TEMPORARY),
        (401, Result.STOPPED),
        (403, Result.STOPPED),
        (404, Result.STOPPED),
        (405, Result.STOPPED),
        (408, Result.TEMPORARY),
        (429, Result.THROTTLED),
        (500, Result.UNCERTAIN),
        (501, Result.STOPPED),
        (502, Result.UNCERTAIN),
        (503, Result.UNCERTAIN),
    ],
)
@pytest.mark.parametrize("table", list(TABLES.values()), ids=list(TABLES))
def test_a_status_without_a_code_is_judged_by_itself(table: Table, status: int, result: Result) -> None:
    outcome = refused(table, status, None)
    assert (outcome.result, outcome.code) == (result, str(status))


def test_a_code_nobody_knows_is_a_refusal_unless_the_gateway_broke() -> None:
    assert refused(ALIYUN, 400, "New.Code").result is Result.TEMPORARY
    assert refused(ALIYUN, 503, "New.Code").result is Result.UNCERTAIN


def test_what_stops_the_channel_says_what_to_check() -> None:
    for table in TABLES.values():
        for result, reason in table.values():
            assert result is not Result.STOPPED or "请" in reason


@pytest.mark.parametrize(
    ("status", "code", "found"),
    [
        (404, None, Found.UNASKABLE),
        (405, None, Found.UNASKABLE),
        (501, None, Found.UNASKABLE),
        (200, "isp.RAM_PERMISSION_DENY", Found.UNASKABLE),
        (200, "isv.MOBILE_NUMBER_ILLEGAL", Found.UNASKABLE),
        (200, "Throttling.User", Found.LATER),
        (200, "SignatureDoesNotMatch", Found.LATER),
        (200, None, Found.LATER),
        (500, None, Found.LATER),
        (429, None, Found.LATER),
    ],
)
def test_a_question_refused_for_good_waits_for_a_person(status: int, code: str | None, found: Found) -> None:
    answer = unanswered(ALIYUN, status, code)
    assert answer.found is found
    assert answer.reason


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"12", b"\xff\xfe", b'{"a":', b"[" * 100_000, b'{"Response": 3}']
)
def test_an_answer_of_any_shape_is_read_as_nothing(body: bytes) -> None:
    assert read_object(Reply(200, body), "Response", "Error") == {}


def test_a_vendors_words_stay_on_one_line_and_end() -> None:
    assert word("a\r\nb\t" + "字" * 500) == "a b " + "字" * 196
    assert word({"not": "words"}) == ""
