"""What the codes of SMS gateways mean for a letter or for the whole channel: one table a vendor (R12, R15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reminders.channels import Result


class Meaning(NamedTuple):
    """What a code means for this letter or this channel."""

    result: Result
    reason: str


Table = Mapping[str, Meaning]

NUMBER = Meaning(Result.PERMANENT, "短信网关不认这个手机号，请核对人员信息")
_REFUSED_BY_READER = Meaning(Result.PERMANENT, "该手机号已退订或被运营商列入免打扰，请改用邮件")
_WORDS = Meaning(Result.PERMANENT, "短信网关不接受这条短信的文字或变量，请核对短信模板")
_ONE_NUMBER = Meaning(Result.TEMPORARY, "今天发给这个手机号的短信已达上限，稍后再试")  # must not hold up the rest
_TOO_FAST = Meaning(Result.THROTTLED, "短信网关要求放慢，暂停一会儿再发")
_ALL_LIMIT = Meaning(Result.THROTTLED, "短信发送量已达网关设定的上限，暂停一会儿再发")
_KEY = Meaning(Result.STOPPED, "短信网关不认密钥，请核对 QINGDAN_SMS_KEY 和 QINGDAN_SMS_SECRET")
RIGHT = Meaning(Result.STOPPED, "短信网关不许这个密钥发短信，请核对账号权限、IP 白名单和是否已开通短信服务")
_FUNDS = Meaning(Result.STOPPED, "短信账户欠费或套餐用完，请充值后恢复")
_MONTH = Meaning(Result.STOPPED, "短信发送量已达网关设定的月上限，请到网关控制台调整")
_ACCOUNT = Meaning(Result.STOPPED, "短信账户异常或已停用，请联系网关")
_SIGN = Meaning(Result.STOPPED, "短信签名未通过审核，请核对 QINGDAN_SMS_SIGN")
_TEMPLATE = Meaning(Result.STOPPED, "短信模板未通过审核或与登记的文字不一致，请核对 QINGDAN_SMS_TEMPLATES")
_APP = Meaning(Result.STOPPED, "短信应用不存在或不属于这个账号，请核对 QINGDAN_SMS_APP")
_CLOCK = Meaning(Result.STOPPED, "短信网关认为本机时钟不准，请校准服务器时间")
ADDRESS = Meaning(Result.STOPPED, "短信网关的地址不对，请核对 QINGDAN_SMS_ENDPOINT")
BROKEN = Meaning(Result.UNCERTAIN, "短信网关内部出错，是否发出待核实")
UNREAD = Meaning(Result.UNCERTAIN, "短信网关的答复看不懂，是否发出待核实")
ANOTHER = Meaning(Result.TEMPORARY, "短信网关暂不接收，稍后再试")

# Codes stand for themselves and for all that follow them after a dot, the longest first.
ALIYUN: Table = {
    "isv.MOBILE_NUMBER_ILLEGAL": NUMBER,
    "isv.BLACK_KEY_CONTROL_LIMIT": _WORDS,
    "isv.PARAM_LENGTH_LIMIT": _WORDS,
    "isv.PARAM_NOT_SUPPORT_URL": _WORDS,
    "isv.BUSINESS_LIMIT_CONTROL": _ONE_NUMBER,
    "Throttling": _TOO_FAST,
    "isv.DAY_LIMIT_CONTROL": _ALL_LIMIT,
    "isv.MONTH_LIMIT_CONTROL": _MONTH,
    "InvalidAccessKeyId": _KEY,
    "SignatureDoesNotMatch": _KEY,
    "IncompleteSignature": _KEY,
    "InvalidTimeStamp": _CLOCK,
    "Forbidden": RIGHT,
    "NoPermission": RIGHT,
    "isp.RAM_PERMISSION_DENY": RIGHT,
    "isv.DENY_IP_RANGE": RIGHT,
    "isv.PRODUCT_UN_SUBSCRIPT": RIGHT,
    "isv.PRODUCT_UNSUBSCRIBE": RIGHT,
    "isv.AMOUNT_NOT_ENOUGH": _FUNDS,
    "isv.OUT_OF_SERVICE": _FUNDS,
    "isv.ACCOUNT_NOT_EXISTS": _ACCOUNT,
    "isv.ACCOUNT_ABNORMAL": _ACCOUNT,
    "isv.SMS_SIGNATURE_ILLEGAL": _SIGN,
    "isv.SMS_SIGNATURE_SCENE_ILLEGAL": _SIGN,
    "isv.SMS_SIGN_ILLEGAL": _SIGN,
    "isv.SMS_TEMPLATE_ILLEGAL": _TEMPLATE,
    "isv.TEMPLATE_MISSING_PARAMETERS": _TEMPLATE,
    "isv.TEMPLATE_PARAMS_ILLEGAL": _TEMPLATE,
    "isp.SYSTEM_ERROR": BROKEN,
    "isp.GATEWAY_ERROR": BROKEN,
    "isp.UNKNOWN": BROKEN,
    "InternalError": BROKEN,
    "ServiceUnavailable": BROKEN,
}
TENCENT: Table = {
    "InvalidParameterValue.IncorrectPhoneNumber": NUMBER,
    "FailedOperation.PhoneNumberParseFail": NUMBER,
    "FailedOperation.PhoneNumberInBlacklist": _REFUSED_BY_READER,
    "FailedOperation.ContainSensitiveWord": _WORDS,
    "InvalidParameter.DirtyWordFound": _WORDS,
    "InvalidParameterValue.ContentLengthLimit": _WORDS,
    "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter": _WORDS,
    "InvalidParameterValue.TemplateParameterFormatError": _WORDS,
    "InvalidParameterValue.TemplateParameterLengthLimit": _WORDS,
    "LimitExceeded.DeliveryFrequencyLimit": _ONE_NUMBER,
    "LimitExceeded.PhoneNumberDailyLimit": _ONE_NUMBER,
    "LimitExceeded.PhoneNumberOneHourLimit": _ONE_NUMBER,
    "LimitExceeded.PhoneNumberSameContentDailyLimit": _ONE_NUMBER,
    "LimitExceeded.PhoneNumberThirtySecondLimit": _ONE_NUMBER,
    "LimitExceeded.AppDailyLimit": _ALL_LIMIT,
    "LimitExceeded.AppMainlandChinaDailyLimit": _ALL_LIMIT,
    "LimitExceeded.DailyLimit": _ALL_LIMIT,
    "RequestLimitExceeded": _TOO_FAST,
    "AuthFailure": _KEY,
    "AuthFailure.SignatureExpire": _CLOCK,
    "AuthFailure.UnauthorizedOperation": RIGHT,
    "InternalError.RequestTimeException": _CLOCK,
    "InternalError.SigFieldMissing": _KEY,
    "InternalError.SigVerificationFail": _KEY,
    "InternalError": BROKEN,
    "UnauthorizedOperation": RIGHT,
    "UnauthorizedOperation.SdkAppIdIsDisabled": _APP,
    "UnauthorizedOperation.ServiceSuspendDueToArrears": _FUNDS,
    "UnauthorizedOperation.SmsSdkAppIdVerifyFail": _APP,
    "FailedOperation.InsufficientBalanceInSmsPackage": _FUNDS,
    "InvalidParameter.AppidAndBizId": _APP,
    "InvalidParameterValue.SdkAppIdNotExist": _APP,
    "FailedOperation.MissingSignature": _SIGN,
    "FailedOperation.MissingSignatureList": _SIGN,
    "FailedOperation.SignatureIncorrectOrUnapproved": _SIGN,
    "FailedOperation.MissingTemplateList": _TEMPLATE,
    "FailedOperation.TemplateIdNotExist": _TEMPLATE,
    "FailedOperation.TemplateIncorrectOrUnapproved": _TEMPLATE,
    "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": _TEMPLATE,
    "FailedOperation.TemplateUnapprovedOrNotExist": _TEMPLATE,
    "UnsupportedOperation.GlobalTemplateToChineseMainlandPhone": _TEMPLATE,
}
OWN: Table = {  # docs/sms.md
    "bad_number": NUMBER,
    "opted_out": _REFUSED_BY_READER,
    "bad_text": _WORDS,
    "number_limit": _ONE_NUMBER,
    "too_fast": _TOO_FAST,
    "limit": _ALL_LIMIT,
    "key": _KEY,
    "right": RIGHT,
    "clock": _CLOCK,
    "funds": _FUNDS,
    "sign": _SIGN,
    "template": _TEMPLATE,
    "internal": BROKEN,
}
BY_STATUS: Mapping[int, Meaning] = {401: _KEY, 403: RIGHT, 404: ADDRESS, 405: ADDRESS, 429: _TOO_FAST, 501: ADDRESS}
