"""The fee for handling information (信息处理费): two ways to count, brackets as data.

Source: 国办函〔2020〕109号: only where number or frequency clearly exceeds the reasonable range; by
applications of one natural month or by pages, never both for one application.
"""

# By applications: from the 11th on 100 yuan each; every further ten cost 100 yuan more each.
FREE_APPLICATIONS, STEP_FROM, STEP, STEP_YUAN = 10, 30, 10, 100
# By pages: up to so many pages, yuan a page.
PAGE_BRACKETS = ((30, 0), (100, 10), (200, 20))
PAGE_YUAN_BEYOND = 40


def price_of_application(number: int) -> int:
    """What the n-th application of an applicant in a natural month costs, in yuan.

    31st to 40th 200, 41st to 50th 300 and so on.
    """
    if number <= FREE_APPLICATIONS:
        return 0
    if number <= STEP_FROM:
        return STEP_YUAN
    return STEP_YUAN * ((number - STEP_FROM - 1) // STEP + 2)


def fee_by_applications(count: int) -> int:
    """All applications of one month together, in yuan."""
    return sum(price_of_application(number) for number in range(1, count + 1))


def fee_by_pages(pages: int) -> int:
    """All pages of one application, progressive, in yuan."""
    total, done = 0, 0
    for most, each in PAGE_BRACKETS:
        total += max(0, min(pages, most) - done) * each
        done = most
    return total + max(0, pages - done) * PAGE_YUAN_BEYOND
