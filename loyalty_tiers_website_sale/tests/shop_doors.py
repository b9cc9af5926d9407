# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The doors of a web shop, as a stranger tries them: one function for each.

Each gets the test case, with somebody logged in, and something reserved; it returns
all that came back. Where somebody who may see it must, it is in ``SHOWS``.
"""

import gzip
import json
import re

from odoo.addons.loyalty_tiers.audit.traces import plain

DOORS, SHOWS, NEVER = {}, set(), set()
NO_ID = 2_147_483_000


def door(name, shows=False, never=False):
    """Make a function a door.

    :param bool shows: whether who may see something reserved must see it there
    :param bool never: whether it hides from everybody, members too
    """

    def add(function):
        DOORS[name] = function
        SHOWS.update({name} if shows else ())
        NEVER.update({name} if never else ())
        return function

    return add


def _text(response):
    return f"{response.text}\n{response.url}"


@door("list", shows=True)
def _list(case, hidden):
    return _text(case._open("/shop?order=list_price+desc"))


@door("category", shows=True)
def _category(case, hidden):
    return _text(case._open(f"/shop/category/{case.counter.id}"))


@door("filters and attribute values")
def _filters(case, hidden):
    value = hidden.template.attribute_line_ids.value_ids[:1]
    query = f"attribute_values={value.attribute_id.id}-{value.id}"
    return _text(case._open(f"/shop/category/{case.counter.id}?{query}"))


@door("tags")
def _tags(case, hidden):
    return _text(case._open(f"/shop?tags={hidden.template.product_tag_ids.id}"))


@door("search", shows=True)
def _search(case, hidden):
    return _text(case._open(f"/shop?search={_part(hidden)}&noFuzzy=1"))


@door("search of the site")
def _search_site(case, hidden):
    return _text(case._open(f"/website/search?search={_part(hidden)}"))


@door("suggestions", shows=True)
def _suggestions(case, hidden):
    options = {"displayDetail": True, "displayExtraLink": True, "displayImage": True}
    options |= {"displayDescription": True, "allowFuzzy": False}
    asked = {"search_type": "products_only", "term": _part(hidden), "options": options}
    return plain(case._rpc("/website/snippet/autocomplete", asked))


@door("page by its address", shows=True)
def _page(case, hidden):
    slug = case.env["ir.http"]._slug(hidden.template)
    return _page_text(case, f"/shop/{slug}", hidden)


@door("page by a guessed number", shows=True)
def _page_number(case, hidden):
    return _page_text(case, f"/shop/{hidden.template.id}", hidden)


@door("page by its old address", shows=True)
def _page_old(case, hidden):
    return _page_text(case, f"/shop/product/x-{hidden.template.id}", hidden)


@door("page in a category", shows=True)
def _page_category(case, hidden):
    return _page_text(case, f"/shop/c-{case.counter.id}/x-{hidden.template.id}", hidden)


def _page_text(case, url, hidden):
    """Whom it does not exist for must get what anybody gets for a wrong number."""
    answer = case._open(url)
    told = ""
    if answer.status_code not in (200, 404):
        told = f"{hidden.words[0]} answered {answer.status_code}"
    return f"{told}\n{answer.text.replace(url, '')}"


@door("variant and price", shows=True)
def _info(case, hidden):
    asked = {"combination": [], "add_qty": 1, **_ids(hidden)}
    return case._rpc("/website_sale/get_combination_info", asked)


@door("choice of options")
def _configurator(case, hidden):
    asked = {"quantity": 1, "so_date": "2030-01-01", "ptav_ids": [], **_ids(hidden)}
    return case._rpc("/website_sale/product_configurator/get_values", asked)


@door("choice of a set")
def _combo(case, hidden):
    asked = {"product_tmpl_id": case.combo_of[hidden.template.id].id, "quantity": 1}
    asked["date"] = "2030-01-01"
    return case._rpc("/website_sale/combo_configurator/get_data", asked)


@door("into the cart", shows=True)
def _cart(case, hidden):
    answer = case._rpc("/shop/cart/add", {**_ids(hidden), "quantity": 1})
    return answer + case._open("/shop/cart").text


@door("more of it in the cart")
def _quantity(case, hidden):
    line = case.kept[hidden.template.id]
    asked = {"line_id": line.id, "quantity": 3, "product_id": hidden.variant.id}
    return case._rpc("/shop/cart/update", asked)


@door("ordered again")
def _reorder(case, hidden):
    order = case.orders[case.visitor, hidden.template.id]
    answer = case._rpc("/my/orders/reorder", {"order_id": order.id})
    return answer + case._open("/shop/cart").text


@door("coupon for it")
def _coupon(case, hidden):
    case._rpc("/shop/cart/add", case.plain)
    page = case._open(f"/shop/pricelist?promo={case.coupons[hidden.template.id]}")
    return page.text + case._open("/shop/cart").text


@door("wish list")
def _wish(case, hidden):
    answer = case._rpc("/shop/wishlist/add", {"product_id": hidden.variant.id})
    return answer + case._open("/shop/wishlist").text


@door("comparison", shows=True)
def _compare(case, hidden):
    asked = {"product_ids": hidden.variant.ids}
    answer = case._rpc("/shop/compare/get_product_data", asked)
    return answer + case._open(f"/shop/compare?products={hidden.variant.id}").text


@door("recently viewed")
def _viewed(case, hidden):
    case._rpc(
        "/shop/products/recently_viewed_update", {"product_id": hidden.variant.id}
    )
    return _snippet(case, "website_sale.dynamic_filter_latest_viewed_products")


@door("blocks of products")
def _blocks(case, hidden):
    return _snippet(case, "website_sale.dynamic_filter_newest_products") + _snippet(
        case, "website_sale.dynamic_filter_latest_sold_products"
    )


@door("related and accessories")
def _related(case, hidden):
    page = case._open(f"/shop/{case.env['ir.http']._slug(case.open)}").text
    case._rpc("/shop/cart/add", case.plain)
    return page + case._open("/shop/cart").text


@door("structured data of the list")
def _structured(case, hidden):
    page = case._open("/shop?order=list_price+desc").text
    return "\n".join(re.findall(r"ld\+json.*?</script>", page, re.DOTALL))


@door("picture", shows=True)
def _picture(case, hidden):
    seen = []
    for record in (hidden.template, hidden.variant):
        path = f"/web/image/{record._name}/{{}}/image_512"
        picture = case._open(path.format(record.id))
        nothing = case._open(path.format(NO_ID))
        if picture.content != nothing.content:
            seen.append(hidden.words[0])
    return " ".join(seen)


@door("documents")
def _documents(case, hidden):
    paper = case.papers[hidden.template.id]
    slug = case.env["ir.http"]._slug(hidden.template)
    return "".join(
        case._open(path).text.replace(slug, "")
        for path in (
            f"/shop/{slug}/document/{paper.id}",
            f"/web/content/{paper.ir_attachment_id.id}",
        )
    )


@door("sitemap", never=True)
def _sitemap(case, hidden):
    return case._open("/sitemap.xml").text


@door("product feed", never=True)
def _feed(case, hidden):
    feed = case.feed
    page = case._open(f"/gmc.xml?feed_id={feed.id}&access_token={feed.access_token}")
    try:
        return gzip.decompress(page.content).decode()
    except OSError:
        return page.text


@door("reviews")
def _reviews(case, hidden):
    asked = {"thread_model": "product.template", "thread_id": hidden.template.id}
    return case._rpc("/mail/chatter_fetch", {**asked, "fetch_params": {"limit": 9}})


@door("rows by RPC", shows=True)
def _rpc_rows(case, hidden):
    said = ""
    for record in (hidden.template, hidden.variant):
        domain, fields = [["id", "=", record.id]], ["display_name", "list_price"]
        said += case._call(record._name, "search_read", domain, fields)
        said += case._call(record._name, "read", record.ids, fields)
        said += case._call(record._name, "web_search_read", domain, {"name": {}})
    return said


@door("names and groups by RPC")
def _rpc_names(case, hidden):
    said = ""
    for record in (hidden.template, hidden.variant):
        said += case._call(record._name, "name_search", _part(hidden))
        domain = [["id", "=", record.id]]
        grouped = {"groupby": ["name"], "aggregates": []}
        said += case._call(record._name, "formatted_read_group", domain, **grouped)
    return said


@door("export")
def _export(case, hidden):
    fields = [{"name": "name", "label": "Name"}]
    asked = {"model": "product.template", "fields": fields, "ids": hidden.template.ids}
    asked |= {"domain": [], "import_compat": False, "context": {}}
    return case._open("/web/export/csv", data={"data": json.dumps(asked)}).text


@door("kiosk and QR menu", never=True)
def _kiosk(case, hidden):
    kiosk = case.kiosk
    asked = {"access_token": kiosk.access_token}
    return case._rpc(f"/pos-self/data/{kiosk.id}", asked)


def _part(hidden):
    return hidden.words[0][:-1]


def _ids(hidden):
    return {
        "product_template_id": hidden.template.id,
        "product_id": hidden.variant.id,
    }


def _snippet(case, xmlid):
    asked = {
        "filter_id": case.env.ref(xmlid).id,
        "template_key": "website_sale.dynamic_filter_template_product_product_products_item",
        "limit": 16,
        "search_domain": [],
        "with_sample": False,
    }
    return case._rpc("/website/snippet/filters", asked)
